/** EdDSA, ES256, RS256 (COSE algorithm numbers), asked for and accepted in this order. */
export const algorithms = [-8, -7, -257];

/** How long a sealed ceremony may take, in seconds, by the server's clock. */
export const ceremonySeconds = 120;

/** How many working passkeys an account may have. */
export const mostPasskeys = 20;

/** WebAuthn Level 3 §5.8.7. */
export const knownHints = ["client-device", "security-key", "hybrid"] as const;
export type Hint = (typeof knownHints)[number];

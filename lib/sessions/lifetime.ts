/** Lengths in seconds. Idle and absolute limits are those of NIST SP 800-63B-4 for AAL2 (§2.2.3). */
export const lifetime = {
  idle: 60 * 60,
  absolute: 24 * 60 * 60,
  /** How long a session may do sensitive things after its passkey was used. */
  stepUp: 5 * 60,
  /** `last_seen_at` is written at most this often. */
  seen: 60,
} as const;

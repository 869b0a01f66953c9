import { browserSupportsWebAuthn } from "@simplewebauthn/browser";

/** TypeScript's list of members is open; these are the ones that are asked about here. */
type Capabilities = {
  conditionalGet?: boolean;
  immediateGet?: boolean;
  passkeyPlatformAuthenticator?: boolean;
};

/**
 * Tells what this browser says of itself (WebAuthn Level 3 §5.1.7). A member that is missing says
 * neither yes nor no.
 */
export async function readCapabilities(): Promise<Capabilities> {
  if (!browserSupportsWebAuthn()) return {};
  try {
    return (await PublicKeyCredential.getClientCapabilities?.()) ?? {};
  } catch {
    return {};
  }
}

import { createHash } from "node:crypto";
import {
  decodeAttestationObject,
  isoCBOR,
  parseAuthenticatorData,
} from "@simplewebauthn/server/helpers";
import { getEnv } from "#lib/env.ts";

type Encodable = Parameters<typeof isoCBOR.encode>[0];
type AuthenticatorData = ReturnType<typeof parseAuthenticatorData>;

/** Reads authenticator data in base64url, or gives null where it can't be read. */
export function readAuthenticatorData(encoded: string): AuthenticatorData | null {
  try {
    return parseAuthenticatorData(new Uint8Array(Buffer.from(encoded, "base64url")));
  } catch {
    return null;
  }
}

const rewrite = (bytes: Uint8Array<ArrayBuffer>) =>
  Buffer.from(isoCBOR.encode(decodeAttestationObject(bytes) as unknown as Encodable));

/**
 * Whether an attestation object ends with its last byte. The library passes over bytes that stand
 * behind it, and over those that its last member lacks. So: with a byte more it must say the same,
 * and with a byte less it must not.
 */
const isWhole = (bytes: Uint8Array<ArrayBuffer>) => {
  const said = rewrite(bytes);
  if (!rewrite(new Uint8Array([...bytes, 0])).equals(said)) return false;
  try {
    return !rewrite(bytes.slice(0, -1)).equals(said);
  } catch {
    return true;
  }
};

/** Reads the authenticator data inside an attestation object in base64url, or gives null. */
export function readAttestedData(attestationObject: string): AuthenticatorData | null {
  try {
    const bytes = new Uint8Array(Buffer.from(attestationObject, "base64url"));
    const data = parseAuthenticatorData(decodeAttestationObject(bytes).get("authData"));
    return isWhole(bytes) ? data : null;
  } catch {
    return null;
  }
}

export type AuthenticatorDataFault =
  | "authenticator-data-unreadable"
  | "rp-id"
  | "user-presence"
  | "user-verification"
  | "backup-flags";

/**
 * Checks the authenticator data of a ceremony (WebAuthn Level 3 §7.1 steps 14 to 18, §7.2 steps 15
 * to 18): made for this relying party, with a person present and verified, and flags that agree.
 * @returns why it is refused, or null
 */
export function authenticatorDataFault(
  data: AuthenticatorData | null,
): AuthenticatorDataFault | null {
  if (!data) return "authenticator-data-unreadable";
  const rpIdHash = createHash("sha256").update(getEnv().rpId).digest();
  if (!rpIdHash.equals(data.rpIdHash)) return "rp-id";
  if (!data.flags.up) return "user-presence";
  if (!data.flags.uv) return "user-verification";
  if (data.flags.bs && !data.flags.be) return "backup-flags";
  return null;
}

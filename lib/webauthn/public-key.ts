import { createPublicKey, type JsonWebKey } from "node:crypto";
import { cose, decodeCredentialPublicKey } from "@simplewebauthn/server/helpers";
import { algorithms } from "./policy.ts";

type CoseKey = Map<number, unknown>;

const encoded = (value: unknown) =>
  value instanceof Uint8Array ? Buffer.from(value).toString("base64url") : undefined;

/** A COSE key as a JSON Web Key, if it is of one of the three kinds we accept (RFC 9053 §2, §7). */
const toJwk = (key: CoseKey): JsonWebKey | null => {
  const of = (label: number) => encoded(key.get(label));
  const kind = [cose.COSEKEYS.kty, cose.COSEKEYS.alg, cose.COSEKEYS.crv]
    .map((label) => (typeof key.get(label) === "number" ? key.get(label) : ""))
    .join(" ");
  if (kind === "2 -7 1") return { kty: "EC", crv: "P-256", x: of(-2), y: of(-3) };
  if (kind === "1 -8 6") return { kty: "OKP", crv: "Ed25519", x: of(-2) };
  if (kind === "3 -257 ") return { kty: "RSA", n: of(-1), e: of(-2) };
  return null;
};

/** RSA below 2048 bits is too weak (NIST SP 800-131A); above 8192 it only costs time. */
const sizeFits = (bits: number | undefined) => bits === undefined || (bits >= 2048 && bits <= 8192);

export type PublicKeyFault = "algorithm" | "public-key";

/**
 * Checks a credential's public key: an algorithm of the policy, the curve that belongs to it, and a
 * key that can verify at all. The library would store any other, which then could never sign in.
 * @returns why it is refused, or null
 */
export function publicKeyFault(publicKey: Uint8Array<ArrayBuffer>): PublicKeyFault | null {
  try {
    const key = decodeCredentialPublicKey(publicKey) as unknown as CoseKey;
    if (!algorithms.includes(key.get(cose.COSEKEYS.alg) as number)) return "algorithm";
    const jwk = toJwk(key);
    if (!jwk) return "public-key";
    const { asymmetricKeyDetails } = createPublicKey({ key: jwk, format: "jwk" });
    return sizeFits(asymmetricKeyDetails?.modulusLength) ? null : "public-key";
  } catch {
    return "public-key";
  }
}

import {
  createHash,
  createPrivateKey,
  createPublicKey,
  hkdfSync,
  type KeyObject,
} from "node:crypto";
import { getEnv } from "#lib/env.ts";

/** What verifies a signature of the trail. */
export type AuditKey = {
  /** The first 8 bytes of the hash of the public key, in hex. */
  id: string;
  /** The 32 bytes of the public key, in base64url. */
  text: string;
  publicKey: KeyObject;
};

export type SigningKey = AuditKey & { privateKey: KeyObject };

const describeKey = (publicKey: KeyObject): AuditKey => {
  const { x: text = "" } = publicKey.export({ format: "jwk" });
  const id = createHash("sha256").update(text, "base64url").digest("hex").slice(0, 16);
  return { id, text, publicKey };
};

/** What stands before the 32 bytes of a private key (RFC 8410 §7). */
const pkcs8 = Buffer.from("302e020100300506032b657004220420", "hex");

/** Makes the Ed25519 key of a secret (HKDF, RFC 5869). */
export function deriveKey(secret: string): SigningKey {
  const seed = hkdfSync("sha256", secret, "", "audit-trail key v1", 32);
  const key = Buffer.concat([pkcs8, Buffer.from(seed)]);
  const privateKey = createPrivateKey({ key, format: "der", type: "pkcs8" });
  return { ...describeKey(createPublicKey(privateKey)), privateKey };
}

/** Reads a public key as `text` shows it; null when it is none. */
export function readPublicKey(text: string): AuditKey | null {
  if (!/^[\w-]{43}$/.test(text)) return null;
  const key = { kty: "OKP", crv: "Ed25519", x: text };
  return describeKey(createPublicKey({ key, format: "jwk" }));
}

/** The keys that the environment names: the first signs. */
export function configuredKeys(): SigningKey[] {
  return getEnv().auditKeys.map(deriveKey);
}

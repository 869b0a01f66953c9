import { generateKeyPairSync } from "node:crypto";
import { isoCBOR } from "@simplewebauthn/server/helpers";

/** COSE labels and values of an ES256 key (RFC 9053 §2.1, §7.1.1). */
const es256 = [
  [1, 2],
  [3, -7],
  [-1, 1],
] as const;

const bytes = (text = "") => new Uint8Array(Buffer.from(text, "base64url"));

/** Makes an ES256 key pair: the public key as COSE, the private one as PKCS#8, both as bytes. */
export function makeKey(): { publicKey: Buffer; privateKey: Buffer } {
  const pair = generateKeyPairSync("ec", { namedCurve: "P-256" });
  const { x, y } = pair.publicKey.export({ format: "jwk" });
  const cose = new Map<number, number | Uint8Array<ArrayBuffer>>([
    ...es256,
    [-2, bytes(x)],
    [-3, bytes(y)],
  ]);
  return {
    publicKey: Buffer.from(isoCBOR.encode(cose)),
    privateKey: pair.privateKey.export({ type: "pkcs8", format: "der" }),
  };
}

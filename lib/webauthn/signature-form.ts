import { cose, decodeCredentialPublicKey } from "@simplewebauthn/server/helpers";

/** A SEQUENCE of two INTEGERs that fill it to the last byte; of P-256 all lengths are one byte. */
const isExactDer = (signature: Uint8Array) => {
  const second = 4 + (signature[3] ?? 0);
  const tags = [signature[0], signature[2], signature[second]].join(" ");
  const filled = signature[1] === signature.length - 2;
  return tags === "48 2 2" && filled && signature[second + 1] === signature.length - second - 2;
};

/**
 * Whether a signature is written as WebAuthn Level 3 §6.5.5 has it for a key of ours: the library
 * passes over bytes that stand behind an ES256 one.
 */
export function isWellFormed(signature: Uint8Array, publicKey: Uint8Array<ArrayBuffer>): boolean {
  const algorithm = decodeCredentialPublicKey(publicKey).get(cose.COSEKEYS.alg);
  return algorithm !== cose.COSEALG.ES256 || isExactDer(signature);
}

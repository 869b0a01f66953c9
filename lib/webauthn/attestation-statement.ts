import { X509Certificate } from "node:crypto";
import {
  cose,
  decodeAttestationObject,
  decodeCredentialPublicKey,
} from "@simplewebauthn/server/helpers";
import { isWellFormed } from "./signature-form.ts";

/** The kind of key in a certificate that signs by an algorithm (COSE algorithm numbers). */
const keyTypes = new Map<unknown, string>([
  [-7, "ec"],
  [-35, "ec"],
  [-36, "ec"],
  [-8, "ed25519"],
  [-257, "rsa"],
  [-258, "rsa"],
  [-259, "rsa"],
]);

/** WebAuthn Level 3 §8.2: `alg` is the certificate's or, without one, the credential's own. */
const packedFits = (statement: Map<unknown, unknown>, publicKey: Uint8Array<ArrayBuffer>) => {
  const algorithm = statement.get("alg");
  if (!statement.has("x5c")) {
    const own = decodeCredentialPublicKey(publicKey).get(cose.COSEKEYS.alg);
    return algorithm === own && isWellFormed(statement.get("sig") as Uint8Array, publicKey);
  }
  const [first] = statement.get("x5c") as Uint8Array[];
  const certificate = new X509Certificate(first ?? new Uint8Array());
  return certificate.publicKey.asymmetricKeyType === keyTypes.get(algorithm);
};

/**
 * Checks what the library passes over in an attestation statement: that it is a map (WebAuthn
 * Level 3 §6.5.4), and that the algorithm which a packed one names is that of its key, with no
 * bytes behind its signature.
 * @returns why it is refused, or null
 */
export function statementFault(
  attestationObject: string,
  publicKey: Uint8Array<ArrayBuffer>,
): "attestation" | null {
  try {
    const bytes = new Uint8Array(Buffer.from(attestationObject, "base64url"));
    const object = decodeAttestationObject(bytes);
    const statement: unknown = object.get("attStmt");
    if (!(statement instanceof Map)) return "attestation";
    const fits = object.get("fmt") !== "packed" || packedFits(statement, publicKey);
    return fits ? null : "attestation";
  } catch {
    return "attestation";
  }
}

import { generateKeyPair, type JsonWebKey, type KeyObject, sign } from "node:crypto";
import { promisify } from "node:util";

const generate = promisify(generateKeyPair);

const bytes = (text = "") => new Uint8Array(Buffer.from(text, "base64url"));

type Parameter = [label: number, value: number | Uint8Array];

/** COSE key parameters (RFC 9053 §7.1, §7.2; RFC 8230 §4). */
const ec = (curve: number, key: JsonWebKey): Parameter[] => [
  [1, 2],
  [-1, curve],
  [-2, bytes(key.x)],
  [-3, bytes(key.y)],
];
const okp = (curve: number, key: JsonWebKey): Parameter[] => [
  [1, 1],
  [-1, curve],
  [-2, bytes(key.x)],
];
const rsa = (key: JsonWebKey): Parameter[] => [
  [1, 3],
  [-1, bytes(key.n)],
  [-2, bytes(key.e)],
];

/** The first three are those that the product takes; the rest are there to be refused. */
const kinds = {
  ES256: {
    alg: -7,
    hash: "sha256",
    make: () => generate("ec", { namedCurve: "P-256" }),
    parameters: (key: JsonWebKey) => ec(1, key),
  },
  EdDSA: {
    alg: -8,
    hash: null,
    make: () => generate("ed25519"),
    parameters: (key: JsonWebKey) => okp(6, key),
  },
  RS256: {
    alg: -257,
    hash: "sha256",
    make: () => generate("rsa", { modulusLength: 2048 }),
    parameters: rsa,
  },
  "RS256-1024": {
    alg: -257,
    hash: "sha256",
    make: () => generate("rsa", { modulusLength: 1024 }),
    parameters: rsa,
  },
  ES384: {
    alg: -35,
    hash: "sha384",
    make: () => generate("ec", { namedCurve: "P-384" }),
    parameters: (key: JsonWebKey) => ec(2, key),
  },
  Ed448: {
    alg: -8,
    hash: null,
    make: () => generate("ed448"),
    parameters: (key: JsonWebKey) => okp(7, key),
  },
};

export type Algorithm = keyof typeof kinds;

/** The key pair of one credential. */
export type CredentialKey = {
  alg: number;
  /** The public key as a COSE key, by label. */
  cose: Map<number, unknown>;
  sign: (data: Uint8Array) => Uint8Array;
};

/** A credential that the authenticator holds. Ids and handles are base64url. */
export type StoredCredential = {
  id: string;
  rpId: string;
  userHandle: string;
  key: CredentialKey;
  counter: number;
};

/** Makes the key pair of a new credential. RSA takes some 0.1 s, the others less than 1 ms. */
export async function makeCredentialKey(algorithm: Algorithm): Promise<CredentialKey> {
  const { alg, hash, make, parameters } = kinds[algorithm];
  const pair: { publicKey: KeyObject; privateKey: KeyObject } = await make();
  const cose = new Map<number, unknown>([
    ...parameters(pair.publicKey.export({ format: "jwk" })),
    [3, alg],
  ]);
  return { alg, cose, sign: (data) => new Uint8Array(sign(hash, data, pair.privateKey)) };
}

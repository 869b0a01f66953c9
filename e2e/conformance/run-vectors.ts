import { randomBytes } from "node:crypto";
import { isDeepStrictEqual } from "node:util";
import { decodeAttestationObject, parseAuthenticatorData } from "@simplewebauthn/server/helpers";
import { accounts, passkeys, spentChallenges } from "#db/schema.ts";
import { getDatabase } from "#lib/database.ts";
import { isRefusal } from "#lib/errors.ts";
import { newOpaqueId } from "#lib/opaque-id.ts";
import { sealCeremony } from "#lib/webauthn/ceremony.ts";
import { finishAuthentication } from "#lib/webauthn/finish-authentication.ts";
import { finishRegistration } from "#lib/webauthn/finish-registration.ts";
import { authenticationResponse, registrationResponse } from "#lib/webauthn/response-shapes.ts";
import vectors from "./w3c-vectors.json" with { type: "json" };

// The relying party of WebAuthn Level 3 §16, "Test Vectors"; set before anything reads it.
process.env.ORIGIN = "https://example.org";

export type Vector = (typeof vectors)[number];

/** What comes of a vector that is not refused. */
export const accepted = "accepted";
const browser = "the browser of the vectors";
const session = newOpaqueId();
const holder = { browser, sessionId: async () => session };

/** A vector may be run again: its challenge is the same each time. */
const forgetChallenges = () => getDatabase().delete(spentChallenges);

const bytes = (hex: string) => new Uint8Array(Buffer.from(hex, "hex"));
const encode = (hex: string) => Buffer.from(hex, "hex").toString("base64url");

/** The vector of that name, as the specification prints it. */
export function findVector(name: string): Vector {
  const vector = vectors.find((one) => one.name === name);
  if (!vector) throw new Error(`there is no vector ${name}`);
  return vector;
}

const envelope = ({ credentialId }: Vector) => ({
  id: encode(credentialId),
  rawId: encode(credentialId),
  type: "public-key",
  clientExtensionResults: {},
});

/** Finishes the vector's registration. @returns why it is refused, or that it is accepted */
export async function register(vector: Vector): Promise<string> {
  const { challenge, clientDataJSON, attestationObject } = vector.registration;
  const response = registrationResponse.parse({
    ...envelope(vector),
    response: {
      clientDataJSON: encode(clientDataJSON),
      attestationObject: encode(attestationObject),
    },
  });
  const pending = { email: "ada@example.org", name: null, userHandle: "AAAA" };
  const ceremony = { purpose: "sign-up", pending, browser, challenge: encode(challenge) } as const;
  const finished = await finishRegistration(await sealCeremony(ceremony), response, holder);
  await forgetChallenges();
  if (isRefusal(finished)) return finished.reason;
  const { credential } = finished;
  if (isRefusal(credential)) return credential.reason;
  const stored = { id: credential.credentialId, key: credential.publicKey.toString("hex") };
  const given = { id: encode(vector.credentialId), key: storedOf(vector).key.toString("hex") };
  return isDeepStrictEqual(stored, given) ? accepted : "something else was read";
}

/** What would be stored of the credential, also where its registration is refused. */
const storedOf = ({ registration }: Vector) => {
  const object = decodeAttestationObject(bytes(registration.attestationObject));
  const { credentialPublicKey, flags } = parseAuthenticatorData(object.get("authData"));
  if (!credentialPublicKey) throw new Error("the vector holds no key");
  return { key: Buffer.from(credentialPublicKey), backupEligible: flags.be };
};

/** An account that holds the vector's credential, whatever its registration came to. */
const store = async (vector: Vector): Promise<string> => {
  const { key, backupEligible } = storedOf(vector);
  const account = newOpaqueId();
  const person = { id: account, email: "ada@example.org", userHandle: randomBytes(64) };
  await getDatabase().insert(accounts).values(person);
  await getDatabase()
    .insert(passkeys)
    .values({
      id: newOpaqueId(),
      accountId: account,
      credentialId: encode(vector.credentialId),
      publicKey: key,
      counter: 0,
      aaguid: "00000000-0000-0000-0000-000000000000",
      transports: [],
      backupEligible,
      backedUp: false,
      name: "A vector's",
    });
  return account;
};

/** Finishes the vector's authentication, as if its credential were stored. @returns as `register` */
export async function authenticate(
  vector: Vector,
  purpose: "sign-in" | "step-up",
): Promise<string> {
  const account = await store(vector);
  const { challenge, authenticatorData, clientDataJSON, signature } = vector.authentication;
  const response = authenticationResponse.parse({
    ...envelope(vector),
    response: {
      authenticatorData: encode(authenticatorData),
      clientDataJSON: encode(clientDataJSON),
      signature: encode(signature),
    },
  });
  const bound = { browser, challenge: encode(challenge) };
  const ceremony =
    purpose === "step-up" ? { purpose, session, account, ...bound } : { purpose, ...bound };
  const finished = await finishAuthentication(await sealCeremony(ceremony), response, holder);
  await getDatabase().delete(accounts);
  await forgetChallenges();
  if (isRefusal(finished)) return finished.reason;
  return isRefusal(finished.use) ? finished.use.reason : accepted;
}

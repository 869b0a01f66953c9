import { randomBytes } from "node:crypto";
import type {
  AuthenticationResponseJSON,
  PublicKeyCredentialCreationOptionsJSON,
  PublicKeyCredentialRequestOptionsJSON,
  RegistrationResponseJSON,
} from "@simplewebauthn/server";
import {
  attestedData,
  authenticatorData,
  clientDataJson,
  encodeCbor,
  sha256,
} from "./authenticator-data.ts";
import {
  type Algorithm,
  type CredentialKey,
  makeCredentialKey,
  type StoredCredential,
} from "./authenticator-keys.ts";
import type { AssertionLies, CreationLies, Lies } from "./authenticator-lies.ts";

/** What the authenticator is like; without options it is a phone's, with an ES256 key. */
export type AuthenticatorOptions = {
  origin: string;
  algorithm?: Algorithm;
  /** As a UUID; all zeros (no model told) by default. */
  aaguid?: string;
  backupEligible?: boolean;
  backedUp?: boolean;
  /** Where the counter of a new credential starts; without one it stays 0. */
  counter?: number;
};

const encode = (bytes: Uint8Array) => Buffer.from(bytes).toString("base64url");

/** An authenticator and its browser, honest unless told to lie. */
export class SoftwareAuthenticator {
  readonly credentials: StoredCredential[] = [];
  readonly #told: Required<Omit<AuthenticatorOptions, "counter">>;
  readonly #counter: number | undefined;

  constructor({ counter, ...options }: AuthenticatorOptions) {
    const model = "00000000-0000-0000-0000-000000000000";
    const honest = { algorithm: "ES256", aaguid: model, backupEligible: false, backedUp: false };
    this.#told = { ...(honest as typeof honest & { algorithm: Algorithm }), ...options };
    this.#counter = counter;
  }

  /**
   * Makes a credential and answers as the browser would send it.
   * @throws DOMException InvalidStateError when the options exclude one that is held
   */
  async create(
    options: PublicKeyCredentialCreationOptionsJSON,
    lies: CreationLies = {},
  ): Promise<RegistrationResponseJSON> {
    const excluded = options.excludeCredentials?.map(({ id }) => id) ?? [];
    if (!lies.ignoreExclusion && this.credentials.some(({ id }) => excluded.includes(id))) {
      throw new DOMException("one of the excluded credentials is held", "InvalidStateError");
    }
    const { origin, algorithm, aaguid } = this.#told;
    const rpId = options.rp.id ?? new URL(origin).hostname;
    const credentialId = lies.credentialId ?? new Uint8Array(randomBytes(32));
    const key = await makeCredentialKey(algorithm);
    const id = encode(credentialId);
    const counter = this.#counter ?? 0;
    this.credentials.push({ id, rpId, userHandle: options.user.id, key, counter });
    const clientData = clientDataJson("webauthn.create", options.challenge, origin, lies);
    const attested = attestedData(aaguid, credentialId, key.cose, lies);
    const authData = authenticatorData({ rpId, counter, attested, flags: this.#flags() }, lies);
    const transports = (lies.transports ?? ["internal"]) as [];
    return {
      ...this.#envelope(id, lies, { credProps: { rk: true } }),
      response: {
        clientDataJSON: encode(clientData),
        attestationObject: encode(attestationObject(authData, clientData, key, lies)),
        transports,
      },
    };
  }

  /**
   * Signs with a credential that the options allow, the newest first.
   * @throws DOMException NotAllowedError when none is held
   */
  async get(
    options: PublicKeyCredentialRequestOptionsJSON,
    lies: AssertionLies = {},
  ): Promise<AuthenticationResponseJSON> {
    const { origin } = this.#told;
    const rpId = options.rpId ?? new URL(origin).hostname;
    const allowed = options.allowCredentials?.map(({ id }) => id) ?? [];
    const fits = (held: StoredCredential) =>
      held.rpId === rpId && (allowed.length === 0 || allowed.includes(held.id));
    const credential = lies.credential ?? this.credentials.findLast(fits);
    if (!credential) throw new DOMException("no credential fits", "NotAllowedError");
    if (this.#counter !== undefined) credential.counter += 1;
    const clientData = clientDataJson("webauthn.get", options.challenge, origin, lies);
    const { counter } = credential;
    const authData = authenticatorData({ rpId, counter, flags: this.#flags() }, lies);
    const signed = Buffer.concat([authData, sha256(clientData)]);
    const { userHandle = credential.userHandle } = lies;
    return {
      ...this.#envelope(credential.id, lies, {}),
      response: {
        clientDataJSON: encode(clientData),
        authenticatorData: encode(authData),
        signature: encode(lies.signature ?? credential.key.sign(signed)),
        ...(userHandle === null ? {} : { userHandle }),
      },
    };
  }

  #flags() {
    return { BE: this.#told.backupEligible, BS: this.#told.backedUp };
  }

  #envelope(id: string, lies: Lies, extensions: object) {
    return {
      id: lies.id ?? id,
      rawId: lies.rawId ?? lies.id ?? id,
      type: "public-key" as const,
      authenticatorAttachment: (lies.authenticatorAttachment ?? "platform") as "platform",
      clientExtensionResults: lies.clientExtensionResults ?? extensions,
    };
  }
}

/** WebAuthn Level 3 §6.5.4, with the statement formats of §8.2 (self attestation) and §8.7. */
const attestationObject = (
  authData: Uint8Array,
  clientData: Uint8Array,
  { alg, sign }: CredentialKey,
  lies: CreationLies,
): Uint8Array => {
  if (lies.attestationObject) return lies.attestationObject;
  const { attestation = "none" } = lies;
  const signed = Buffer.concat([authData, sha256(attestation === "forged" ? "" : clientData)]);
  const statement = new Map(
    attestation === "none" ? [] : Object.entries({ alg, sig: sign(signed) }),
  );
  const fmt = lies.fmt ?? (attestation.startsWith("none") ? "none" : "packed");
  return encodeCbor(new Map(Object.entries({ fmt, attStmt: statement, authData })));
};

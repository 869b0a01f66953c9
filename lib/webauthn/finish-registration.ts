import { verifyRegistrationResponse } from "@simplewebauthn/server";
import { type Transport, transports } from "#db/schema.ts";
import { getEnv } from "#lib/env.ts";
import { isRefusal, type Reason, type Refusal, refuse } from "#lib/errors.ts";
import { log } from "#lib/telemetry/log.ts";
import { statementFault } from "./attestation-statement.ts";
import { authenticatorDataFault, readAttestedData } from "./authenticator-data.ts";
import { type Ceremony, type Holder, openCeremony } from "./ceremony.ts";
import { clientDataFault } from "./client-data.ts";
import { algorithms } from "./policy.ts";
import { publicKeyFault } from "./public-key.ts";
import type { RegistrationResponse } from "./response-shapes.ts";
import { spendChallenge } from "./spend-challenge.ts";

export type RegistrationCeremony = Extract<Ceremony, { purpose: "sign-up" | "add-passkey" }>;

/** What a verified registration gives to store. */
export type VerifiedCredential = {
  credentialId: string;
  publicKey: Buffer;
  counter: number;
  aaguid: string;
  transports: Transport[];
  backupEligible: boolean;
  backedUp: boolean;
};

/** A ceremony that was ours and is spent, with what its verification said. */
export type FinishedRegistration = {
  ceremony: RegistrationCeremony;
  credential: VerifiedCredential | Refusal;
};

/**
 * Finishes a registration: opens the sealed ceremony, spends its challenge, verifies the response.
 * Stores nothing but the spent challenge.
 * @returns a refusal when the ceremony isn't good; else the ceremony and what came of it
 */
export async function finishRegistration(
  sealed: string,
  response: RegistrationResponse,
  holder: Holder,
): Promise<FinishedRegistration | Refusal> {
  const ceremony = await openCeremony(sealed, ["sign-up", "add-passkey"], holder);
  if (isRefusal(ceremony)) return ceremony;
  if (!(await spendChallenge(ceremony.challenge))) return refuse("ceremony-spent");
  const verified = await verify(response, ceremony.challenge);
  const credential = typeof verified === "string" ? refuse("passkey-rejected", verified) : verified;
  return { ceremony, credential };
}

/** WebAuthn Level 3 §7.1 step 25, and §5.1.3: 16 bytes are the least that an id may have. */
const idFits = (id: string) => {
  const { length } = Buffer.from(id, "base64url");
  return length >= 16 && length <= 1023;
};

/** What the library leaves to us, checked before it so that each refusal has its own reason. */
const fault = (response: RegistrationResponse, challenge: string): Reason | null => {
  const expected = { type: "webauthn.create", challenge } as const;
  const wrong = clientDataFault(response.response.clientDataJSON, expected);
  if (wrong) return wrong;
  const data = readAttestedData(response.response.attestationObject);
  const flawed = authenticatorDataFault(data);
  if (flawed) return flawed;
  if (!data?.credentialID || !data.credentialPublicKey) return "no-credential";
  const id = Buffer.from(data.credentialID).toString("base64url");
  if (response.id !== id || response.rawId !== id) return "credential-id-mismatch";
  if (!idFits(id)) return "credential-id-length";
  if (isNotDiscoverable(response.clientExtensionResults)) return "not-discoverable";
  const key = data.credentialPublicKey;
  return publicKeyFault(key) ?? statementFault(response.response.attestationObject, key);
};

/** WebAuthn Level 3 §10.1.3: an `rk` of false means that sign-in without an e-mail can't find it. */
const isNotDiscoverable = ({ credProps }: Record<string, unknown>) =>
  typeof credProps === "object" &&
  credProps !== null &&
  "rk" in credProps &&
  credProps.rk === false;

const verify = async (
  response: RegistrationResponse,
  challenge: string,
): Promise<VerifiedCredential | Reason> => {
  const wrong = fault(response, challenge);
  if (wrong) return wrong;
  const { origins, relatedOrigins, rpId } = getEnv();
  try {
    const result = await verifyRegistrationResponse({
      // Transports are the client's word and no part of what is verified.
      response: { ...response, response: { ...response.response, transports: [] } },
      expectedChallenge: challenge,
      expectedOrigin: [...origins, ...relatedOrigins],
      expectedRPID: rpId,
      requireUserVerification: true,
      supportedAlgorithmIDs: algorithms,
    });
    if (!result.verified) return "attestation";
    const { credential, aaguid, credentialDeviceType, credentialBackedUp } =
      result.registrationInfo;
    return {
      credentialId: credential.id,
      publicKey: Buffer.from(credential.publicKey),
      counter: credential.counter,
      aaguid,
      transports: transports.filter((known) => response.response.transports?.includes(known)),
      backupEligible: credentialDeviceType === "multiDevice",
      backedUp: credentialBackedUp,
    };
  } catch (error) {
    log.info({ err: error }, "a registration did not verify");
    return "attestation";
  }
};

import type { RegistrationResponseJSON } from "@simplewebauthn/server";
import { decodeAttestationObject } from "@simplewebauthn/server/helpers";
import { encodeCbor } from "#e2e/support/authenticator-data.ts";
import type { Prepared } from "#e2e/support/run-ceremonies.ts";

type Registration = Prepared<RegistrationResponseJSON>;

const replace = (prepared: Registration, bytes: Uint8Array): Registration => {
  const attestationObject = Buffer.from(bytes).toString("base64url");
  const response = { ...prepared.response.response, attestationObject };
  return { ...prepared, response: { ...prepared.response, response } };
};

const bytesOf = ({ response }: Registration) =>
  new Uint8Array(Buffer.from(response.response.attestationObject, "base64url"));

/** The same registration with other bytes for its attestation object. */
export function alterBytes(
  prepared: Registration,
  change: (bytes: Uint8Array) => Uint8Array,
): Registration {
  return replace(prepared, change(bytesOf(prepared)));
}

/** The same registration with members of its attestation object set; `undefined` leaves one out. */
export function alterMembers(
  prepared: Registration,
  change: (members: {
    fmt: unknown;
    attStmt: Map<string, unknown>;
    authData: Uint8Array;
  }) => object,
): Registration {
  const object = decodeAttestationObject(bytesOf(prepared));
  const [fmt, authData] = [object.get("fmt"), object.get("authData")];
  const attStmt = object.get("attStmt") as unknown as Map<string, unknown>;
  const members = { fmt, attStmt, authData, ...change({ fmt, attStmt, authData }) };
  const told = Object.entries(members).filter(([, value]) => value !== undefined);
  return replace(prepared, encodeCbor(new Map(told)));
}

import { decodeAttestationObject } from "@simplewebauthn/server/helpers";
import { expect, test } from "vitest";
import { encodeCbor } from "#e2e/support/authenticator-data.ts";
import { accepted, authenticate, findVector, register } from "./run-vectors.ts";

test.each([
  ["none.ES256", "user-verification"],
  ["packed-self.ES256", accepted],
  ["none.ES256.crossOrigin", "cross-origin"],
  // It says crossOrigin true as well, which is looked at first.
  ["none.ES256.topOrigin", "cross-origin"],
  ["none.ES256.long-credential-id", "user-verification"],
  ["packed.ES256", accepted],
  ["packed.RS256", accepted],
  ["packed.EdDSA", "user-verification"],
  // Its certificate is not of the roots that Android keys come from.
  ["android-key.ES256", "attestation"],
  ["apple.ES256", "user-verification"],
  ["fido-u2f.ES256", "user-verification"],
])("the registration of %s: %s", async (name, outcome) => {
  expect(await register(findVector(name))).toBe(outcome);
});

test.each([
  ["none.ES256", "user-verification"],
  ["packed-self.ES256", "user-verification"],
  ["none.ES256.crossOrigin", "cross-origin"],
  ["none.ES256.topOrigin", "cross-origin"],
  ["none.ES256.long-credential-id", accepted],
  ["packed.ES256", accepted],
  ["packed.RS256", "user-verification"],
  ["packed.EdDSA", "user-verification"],
  ["android-key.ES256", "user-verification"],
  ["apple.ES256", "user-verification"],
  ["fido-u2f.ES256", "user-verification"],
])("the authentication of %s as a step-up: %s", async (name, outcome) => {
  expect(await authenticate(findVector(name), "step-up")).toBe(outcome);
});

test("a sign-in by a vector is refused, since none of them names the person", async () => {
  expect(await authenticate(findVector("packed.ES256"), "sign-in")).toBe("user-handle-missing");
});

type Members = { attStmt: Map<string, unknown>; authData: Uint8Array };

const flip = (bytes: unknown, at: number) => {
  const flipped = new Uint8Array(bytes as Uint8Array);
  flipped[at] = (flipped[at] ?? 0) ^ 1;
  return flipped;
};

/** Changes to an attestation by certificate (WebAuthn Level 3 §8.2) that verifies as it is. */
const forgeries: [told: string, change: (members: Members) => unknown][] = [
  ["another algorithm", ({ attStmt }) => attStmt.set("alg", -257)],
  ["an algorithm that nobody knows", ({ attStmt }) => attStmt.set("alg", -65000)],
  ["no algorithm", ({ attStmt }) => attStmt.delete("alg")],
  [
    "a signature with one bit changed",
    ({ attStmt }) => attStmt.set("sig", flip(attStmt.get("sig"), 40)),
  ],
  ["no signature", ({ attStmt }) => attStmt.delete("sig")],
  ["no certificate", ({ attStmt }) => attStmt.set("x5c", [])],
  ["its certificate left out", ({ attStmt }) => attStmt.delete("x5c")],
  [
    "a certificate cut short",
    ({ attStmt }) => attStmt.set("x5c", [certificateOf(attStmt).slice(0, 99)]),
  ],
  [
    "another model in its data",
    (members) => {
      members.authData = flip(members.authData, 40);
    },
  ],
  [
    "another counter in its data",
    (members) => {
      members.authData = flip(members.authData, 36);
    },
  ],
];

const certificateOf = (attStmt: Map<string, unknown>) =>
  (attStmt.get("x5c") as Uint8Array[])[0] ?? new Uint8Array();

test.each(forgeries)("packed.ES256 with %s is refused", async (_, change) => {
  const vector = findVector("packed.ES256");
  const { attestationObject } = vector.registration;
  const object = decodeAttestationObject(new Uint8Array(Buffer.from(attestationObject, "hex")));
  const attStmt = new Map(object.get("attStmt") as unknown as Map<string, unknown>);
  const members = { attStmt, authData: object.get("authData") };
  change(members);
  const forged = encodeCbor(
    new Map<string, unknown>([["fmt", "packed"], ...Object.entries(members)]),
  );
  const registration = {
    ...vector.registration,
    attestationObject: Buffer.from(forged).toString("hex"),
  };
  expect(await register({ ...vector, registration })).toBe("attestation");
});

test("an assertion with one bit of its signature changed is refused", async () => {
  const vector = findVector("packed.ES256");
  const signature = flip(Buffer.from(vector.authentication.signature, "hex"), 40);
  const authentication = {
    ...vector.authentication,
    signature: Buffer.from(signature).toString("hex"),
  };
  expect(await authenticate({ ...vector, authentication }, "step-up")).toBe("signature");
});

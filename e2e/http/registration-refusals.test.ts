import { createHash } from "node:crypto";
import { expect, test } from "vitest";
import type { CreationLies } from "#e2e/support/authenticator-lies.ts";
import { eventOf, expectRefusal } from "#e2e/support/expect-refusal.ts";
import { newAuthenticator, newBrowser, newEmail, newPerson } from "#e2e/support/people.ts";
import {
  addPasskey,
  prepareRegistration,
  signUp,
  verifyRegistration,
} from "#e2e/support/run-ceremonies.ts";
import type { AuthenticatorOptions } from "#e2e/support/software-authenticator.ts";

const id = (bytes: number) => new Uint8Array(bytes).fill(7);
const stranger = "https://evil.example";

const lies: [told: string, lies: CreationLies, reason: string][] = [
  ["client data of a sign-in", { clientData: { type: "webauthn.get" } }, "client-data-type"],
  ["another challenge", { clientData: { challenge: "AAAA" } }, "challenge"],
  ["no challenge", { clientData: { challenge: undefined } }, "client-data-unreadable"],
  ["another origin", { clientData: { origin: stranger } }, "origin"],
  ["a frame of another site", { clientData: { crossOrigin: true } }, "cross-origin"],
  ["a top origin", { clientData: { topOrigin: stranger } }, "top-origin"],
  ["client data that is no JSON", { clientDataJSON: id(20) }, "client-data-unreadable"],
  ["client data that is null", { clientDataJSON: Buffer.from("null") }, "client-data-unreadable"],
  ["another relying party", { rpId: "evil.example" }, "rp-id"],
  [
    "the origin's hash for the RP ID's",
    { rpIdHash: createHash("sha256").update("http://localhost:3000").digest() },
    "rp-id",
  ],
  ["nobody present", { flags: { UP: false } }, "user-presence"],
  ["nobody verified", { flags: { UV: false } }, "user-verification"],
  ["backed up but not eligible", { flags: { BS: true, BE: false } }, "backup-flags"],
  ["no credential", { flags: { AT: false } }, "authenticator-data-unreadable"],
  ["leftover bytes", { trailing: id(3) }, "authenticator-data-unreadable"],
  ["another id outside", { id: "A".repeat(43) }, "credential-id-mismatch"],
  ["another raw id", { rawId: "A".repeat(43) }, "credential-id-mismatch"],
  ["an id of 15 bytes", { credentialId: id(15) }, "credential-id-length"],
  ["an id of 1024 bytes", { credentialId: id(1024) }, "credential-id-length"],
  [
    "a passkey that can't be found again",
    { clientExtensionResults: { credProps: { rk: false } } },
    "not-discoverable",
  ],
  ["an unknown algorithm", { cose: { 3: -65535 } }, "algorithm"],
  ["no algorithm", { cose: { 3: undefined } }, "algorithm"],
  ["another curve", { cose: { [-1]: 2 } }, "public-key"],
  ["a point that is not on the curve", { cose: { [-2]: id(32) } }, "public-key"],
  ["a coordinate cut short", { cose: { [-3]: id(5) } }, "public-key"],
  ["a statement with format none", { attestation: "none-with-statement" }, "attestation"],
  ["a forged self attestation", { attestation: "forged" }, "attestation"],
  ["an unknown format", { fmt: "crystal" }, "attestation"],
  ["a truncated attestation", { attestationObject: id(9) }, "authenticator-data-unreadable"],
  [
    "an attestation nested 20,000 deep",
    { attestationObject: new Uint8Array(20_000).fill(0x81) },
    "authenticator-data-unreadable",
  ],
];

test.each(lies)("sign-up: %s is refused", async (_, told, reason) => {
  await expectRefusal(
    () => signUp(newBrowser(), newAuthenticator(), newEmail(), told),
    "passkey-rejected",
    reason,
  );
});

test.each(lies)("adding: %s is refused", async (_, told, reason) => {
  const { browser } = await newPerson();
  await expectRefusal(
    () => addPasskey(browser, newAuthenticator(), told),
    "passkey-rejected",
    reason,
  );
});

const keys: [AuthenticatorOptions["algorithm"] & string, string][] = [
  ["ES384", "algorithm"],
  ["Ed448", "public-key"],
  ["RS256-1024", "public-key"],
];

test.each(keys)("a key of %s is refused", async (algorithm, reason) => {
  await expectRefusal(
    () => signUp(newBrowser(), newAuthenticator({ algorithm }), newEmail()),
    "passkey-rejected",
    reason,
  );
});

test.each([16, 1023])("an id of %i bytes is taken", async (bytes) => {
  const credentialId = new Uint8Array(bytes).fill(bytes % 251);
  const { status } = await signUp(newBrowser(), newAuthenticator(), newEmail(), { credentialId });
  expect(status).toBe(201);
});

test("a self attestation that verifies is taken", async () => {
  const told = { attestation: "self" } as const;
  expect((await signUp(newBrowser(), newAuthenticator(), newEmail(), told)).status).toBe(201);
});

test("a credential that is already here is refused, to its owner and to others", async () => {
  const { browser } = await newPerson();
  const credentialId = id(24);
  expect((await addPasskey(browser, newAuthenticator(), { credentialId })).status).toBe(201);
  const again = () => addPasskey(browser, newAuthenticator(), { credentialId });
  await expectRefusal(again, "passkey-exists", "passkey-exists");
  const other = () => signUp(newBrowser(), newAuthenticator(), newEmail(), { credentialId });
  await expectRefusal(other, "passkey-exists", "passkey-exists");
});

test("an account takes twenty passkeys and no more, not even at once", async () => {
  const { browser } = await newPerson();
  for (let held = 1; held < 18; held += 1) await addPasskey(browser, newAuthenticator());
  const prepared = await Promise.all(
    Array.from({ length: 6 }, () => prepareRegistration(browser, newAuthenticator(), {})),
  );
  const replies = await Promise.all(prepared.map((one) => verifyRegistration(browser, one)));
  expect(replies.map(({ status }) => status).sort()).toEqual([201, 201, 409, 409, 409, 409]);
  const full = replies.find(({ status }) => status === 409);
  expect(await eventOf(full?.headers.get("x-request-id") ?? null)).toMatchObject({
    name: "passkey-add",
    outcome: "refused",
    reason: "passkey-limit",
  });
  await expectRefusal(
    () => browser.post("/api/webauthn/registration/options", {}),
    "passkey-limit",
    null,
  );
});

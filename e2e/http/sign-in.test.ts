import { eq } from "drizzle-orm";
import { expect, test } from "vitest";
import { passkeys } from "#db/schema.ts";
import type { AssertionLies } from "#e2e/support/authenticator-lies.ts";
import { eventOf, eventsOf, expectRefusal } from "#e2e/support/expect-refusal.ts";
import {
  newAuthenticator,
  newBrowser,
  newPerson,
  sessionCookie,
  suspend,
} from "#e2e/support/people.ts";
import {
  addPasskey,
  prepareAuthentication,
  signIn,
  verifyAuthentication,
} from "#e2e/support/run-ceremonies.ts";
import { getDatabase } from "#lib/database.ts";
import type { Passkey } from "#lib/passkeys/passkey.ts";

const bytes = (count: number) => new Uint8Array(count).fill(7);
const stranger = "https://evil.example";

const storedPasskey = async (id: string) => {
  const [row] = await getDatabase().select().from(passkeys).where(eq(passkeys.id, id));
  return row;
};

test.each(["ES256", "EdDSA", "RS256"] as const)("with an %s passkey", async (algorithm) => {
  const { authenticator, account, passkey } = await newPerson({ algorithm });
  const browser = newBrowser();
  const { status, body, headers } = await signIn(browser, authenticator);
  expect(status).toBe(200);
  expect(body.account).toEqual(account);
  expect(body.passkey).toMatchObject({ id: passkey.id, current: true });
  expect(await eventOf(headers.get("x-request-id"))).toMatchObject({
    name: "sign-in",
    outcome: "done",
    reason: null,
    accountId: account.id,
    passkeyId: passkey.id,
  });
  expect((await browser.get("/api/account")).status).toBe(200);
});

test("the options name no passkey, and say nothing of who asks", async () => {
  const { browser } = await newPerson();
  const { body } = await browser.post<{ options: object }>(
    "/api/webauthn/authentication/options",
    {},
  );
  expect(body.options).toMatchObject({
    rpId: "localhost",
    userVerification: "required",
    timeout: 120_000,
  });
  expect(body.options).not.toHaveProperty("allowCredentials");
});

const lies: [told: string, lies: AssertionLies, reason: string][] = [
  [
    "client data of a registration",
    { clientData: { type: "webauthn.create" } },
    "client-data-type",
  ],
  ["another challenge", { clientData: { challenge: "AAAA" } }, "challenge"],
  ["another origin", { clientData: { origin: stranger } }, "origin"],
  [
    "an origin that is ours but for the port",
    { clientData: { origin: "http://localhost" } },
    "origin",
  ],
  ["a frame of another site", { clientData: { crossOrigin: true } }, "cross-origin"],
  ["a top origin", { clientData: { topOrigin: stranger } }, "top-origin"],
  ["client data that is no JSON", { clientDataJSON: bytes(20) }, "client-data-unreadable"],
  ["another relying party", { rpId: "evil.example" }, "rp-id"],
  ["nobody present", { flags: { UP: false } }, "user-presence"],
  ["nobody verified", { flags: { UV: false } }, "user-verification"],
  ["a backup flag without eligibility", { flags: { BS: true } }, "backup-flags"],
  ["eligibility that it had not", { flags: { BE: true } }, "backup-eligibility"],
  ["leftover bytes", { trailing: bytes(3) }, "authenticator-data-unreadable"],
  ["data cut short", { authenticatorData: bytes(36) }, "authenticator-data-unreadable"],
  ["a made-up signature", { signature: bytes(70) }, "signature"],
  ["another person's handle", { userHandle: "AAAA" }, "user-handle"],
  ["no handle", { userHandle: null }, "user-handle-missing"],
  ["another raw id", { rawId: "AAAA" }, "credential-id-mismatch"],
];

test.each(lies)("%s is refused", async (_, told, reason) => {
  const { authenticator } = await newPerson();
  await expectRefusal(() => signIn(newBrowser(), authenticator, told), "sign-in-rejected", reason);
});

test("a passkey that is not known here", async () => {
  const { authenticator } = await newPerson();
  const told = { id: "A".repeat(43) };
  const act = () => signIn(newBrowser(), authenticator, told);
  await expectRefusal(act, "passkey-unknown", "passkey-unknown");
});

test("a revoked passkey", async () => {
  const { browser, authenticator } = await newPerson();
  const second = newAuthenticator();
  const { body } = await addPasskey(browser, second);
  const held = await prepareAuthentication(browser, second, {});
  await browser.delete(`/api/passkeys/${body.passkey.id}`);
  const act = () => verifyAuthentication(browser, held);
  await expectRefusal(act, "passkey-unknown", "revoked");
  expect((await signIn(newBrowser(), authenticator)).status).toBe(200);
});

test("a suspended account is told so only once its passkey is verified", async () => {
  const { authenticator, account, browser } = await newPerson();
  await suspend(account.id);
  const forged = () => signIn(newBrowser(), authenticator, { signature: bytes(70) });
  await expectRefusal(forged, "sign-in-rejected", "signature");
  const act = () => signIn(newBrowser(), authenticator);
  await expectRefusal(act, "account-suspended", "account-suspended");
  await expectRefusal(() => browser.get("/api/account"), "signed-out", null);
});

test("the counter of a device-bound passkey must rise", async () => {
  const { browser, authenticator, account, passkey } = await newPerson({ counter: 5 });
  expect((await signIn(newBrowser(), authenticator)).status).toBe(200);
  expect((await storedPasskey(passkey.id))?.counter).toBe(6);
  const { headers } = await signIn(newBrowser(), authenticator, { counter: 6 });
  const flagged = await eventsOf(headers.get("x-request-id"));
  expect(flagged).toMatchObject([
    { name: "sign-in", outcome: "refused", reason: "counter" },
    { name: "passkey-flag", outcome: "done", passkeyId: passkey.id, accountId: account.id },
  ]);
  const { body } = await browser.get<{ passkeys: Passkey[] }>("/api/passkeys");
  expect(body.passkeys).toMatchObject([{ needsAttention: true }]);
  for (const counter of [6, 5, 0]) {
    const act = () => signIn(newBrowser(), authenticator, { counter });
    await expectRefusal(act, "sign-in-rejected", "counter");
  }
  const forged = { counter: 4, signature: bytes(70) };
  const act = () => signIn(newBrowser(), authenticator, forged);
  await expectRefusal(act, "sign-in-rejected", "signature");
  expect((await signIn(newBrowser(), authenticator, { counter: 99 })).status).toBe(200);
});

test("of a device-bound passkey and its copy, used at once, one gets in", async () => {
  const { authenticator, passkey } = await newPerson({ counter: 5 });
  const together = Array.from({ length: 8 }, async () => {
    const browser = newBrowser();
    return {
      browser,
      prepared: await prepareAuthentication(browser, authenticator, {}, { counter: 6 }),
    };
  });
  const prepared = await Promise.all(together);
  const replies = await Promise.all(
    prepared.map((one) => verifyAuthentication(one.browser, one.prepared)),
  );
  const statuses = replies.map(({ status }) => status).sort();
  expect(statuses).toEqual([200, 401, 401, 401, 401, 401, 401, 401]);
  const refused = replies.find(({ status }) => status === 401);
  const [event] = await eventsOf(refused?.headers.get("x-request-id") ?? null);
  expect(event).toMatchObject({ name: "sign-in", outcome: "refused", reason: "counter" });
  const stored = await storedPasskey(passkey.id);
  expect(stored).toMatchObject({ counter: 6, flaggedAt: expect.any(Date) });
});

test("a synced passkey signs in also with a counter that went back, and is flagged", async () => {
  const { authenticator } = await newPerson({ counter: 5, backupEligible: true });
  const { status, body } = await signIn(newBrowser(), authenticator, { counter: 1 });
  expect(status).toBe(200);
  expect(body.passkey).toMatchObject({ needsAttention: true });
});

test("a change of the backup state is stored", async () => {
  const { authenticator, passkey } = await newPerson({ backupEligible: true });
  const { body } = await signIn(newBrowser(), authenticator, { flags: { BS: true } });
  expect(body.passkey).toMatchObject({ synced: true, backedUp: true });
  expect((await storedPasskey(passkey.id))?.backedUp).toBe(true);
});

test("a sign-in in a browser that is signed in replaces its session", async () => {
  const { browser, authenticator } = await newPerson();
  const before = browser.cookies.get(sessionCookie) ?? "";
  await signIn(browser, authenticator);
  expect((await browser.get("/api/account")).status).toBe(200);
  const { body } = await browser.get<{ sessions: unknown[] }>("/api/sessions");
  expect(body.sessions).toHaveLength(1);
  browser.cookies.set(sessionCookie, before);
  await expectRefusal(() => browser.get("/api/account"), "signed-out", null);
});

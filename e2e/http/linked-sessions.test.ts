import { eq } from "drizzle-orm";
import { expect, test } from "vitest";
import { accounts } from "#db/schema.ts";
import { eventsOf, expectRefusal } from "#e2e/support/expect-refusal.ts";
import type { HttpClient } from "#e2e/support/http-client.ts";
import { passTime } from "#e2e/support/pass-time.ts";
import { newAuthenticator, newBrowser, newPerson } from "#e2e/support/people.ts";
import {
  addPasskey,
  prepareRegistration,
  signIn,
  verifyRegistration,
} from "#e2e/support/run-ceremonies.ts";
import {
  approveLink,
  joinLink,
  linkStatus,
  newApprovedLink,
  newClaimedLink,
  newJoinedLink,
  openLink,
  refuseLink,
} from "#e2e/support/run-links.ts";
import { mailsTo } from "#e2e/support/test-mailbox.ts";
import { getDatabase } from "#lib/database.ts";

const confirmAddress = (accountId: string) =>
  getDatabase()
    .update(accounts)
    .set({ emailVerifiedAt: new Date() })
    .where(eq(accounts.id, accountId));

type Method = { session: { method: string } };
const methodOf = async (browser: HttpClient) =>
  (await browser.get<Method>("/api/account")).body.session.method;
const beginStepUp = (browser: HttpClient) =>
  browser.post("/api/webauthn/authentication/options", { purpose: "step-up" });

test("who was linked enrols one passkey and does nothing else; then the passkey signs them in", async () => {
  const { browser, asker, account } = await newClaimedLink("add-device");
  await confirmAddress(account.id);
  for (const path of ["/api/account", "/api/passkeys", "/api/sessions", "/api/example"]) {
    await expectRefusal(() => asker.get(path), "recovery-only", null);
  }
  await expectRefusal(() => asker.patch("/api/account", { name: "Eve" }), "recovery-only", null);
  await expectRefusal(() => asker.delete("/api/account"), "recovery-only", null);
  await expectRefusal(() => asker.delete("/api/sessions"), "recovery-only", null);
  await expectRefusal(() => asker.post("/api/recovery/codes", {}), "recovery-only", null);
  await expectRefusal(() => asker.post("/api/email/confirmation", {}), "recovery-only", null);
  await expectRefusal(() => beginStepUp(asker), "recovery-only", null);
  await expectRefusal(() => openLink(asker, "add-device"), "recovery-only", null);

  const { codes } = (await browser.post<{ codes: string[] }>("/api/recovery/codes", {})).body;
  const phone = newAuthenticator();
  expect((await addPasskey(asker, phone)).status).toBe(201);
  expect(await methodOf(asker)).toBe("passkey");
  // The owner is present: nobody else is signed out, and the codes stay good.
  expect((await browser.get("/api/account")).status).toBe(200);
  expect((await signIn(newBrowser(), phone)).status).toBe(200);
  const byCode = await newBrowser().post("/api/recovery/code", { code: codes[0] });
  expect(byCode.status).toBe(204);
  const subjects = (await mailsTo(account.email)).map(({ subject }) => subject);
  expect(subjects).toContain("A passkey was added");
});

test("a link is for one passkey, also when fifty are to be enrolled at once", async () => {
  const { asker, browser } = await newClaimedLink("add-device");
  const made = await Promise.all(
    Array.from({ length: 50 }, () => prepareRegistration(asker, newAuthenticator(), {})),
  );
  const cookies = new Map(asker.cookies);
  const replies = await Promise.all(made.map((one) => verifyRegistration(asker, one)));
  expect(replies.filter(({ status }) => status === 201)).toHaveLength(1);
  const { body } = await browser.get<{ passkeys: unknown[] }>("/api/passkeys");
  expect(body.passkeys).toHaveLength(2);
  // The cookie of the link opens nothing any more.
  for (const [name, value] of cookies) asker.cookies.set(name, value);
  await expectRefusal(() => asker.get("/api/account"), "signed-out", null);
});

test("five minutes after it was let in, a device can't enrol any more", async () => {
  const { asker } = await newClaimedLink("add-device");
  await passTime("5 minutes");
  await expectRefusal(() => beginStepUp(asker), "signed-out", null);
  await expectRefusal(
    () => asker.post("/api/webauthn/registration/options", {}),
    "invalid-request",
    null,
  );
});

test("who was let in by a phone can read and use the product", async () => {
  const { asker } = await newClaimedLink("sign-in");
  expect(await methodOf(asker)).toBe("linked");
  for (const path of ["passkeys", "passkeys/accepted", "sessions", "example"]) {
    expect((await asker.get(`/api/${path}`)).status, path).toBe(200);
  }
  expect((await asker.patch("/api/account", { name: "Ada" })).status).toBe(200);
});

test("who was let in by a phone can change nothing about how the person signs in", async () => {
  const { asker, passkey, browser } = await newClaimedLink("sign-in");
  const { body } = await browser.get<{ sessions: { id: string }[] }>("/api/sessions");
  const other = await newJoinedLink("sign-in");
  const { code } = (await openLink(newBrowser(), "sign-in")).body;
  const refused: [string, () => ReturnType<HttpClient["get"]>][] = [
    ["step up", () => beginStepUp(asker)],
    ["add a passkey", () => asker.post("/api/webauthn/registration/options", {})],
    ["rename a passkey", () => asker.patch(`/api/passkeys/${passkey.id}`, { name: "Eve" })],
    ["remove a passkey", () => asker.delete(`/api/passkeys/${passkey.id}`)],
    ["end a session", () => asker.delete(`/api/sessions/${body.sessions[0]?.id}`)],
    ["end the other sessions", () => asker.delete("/api/sessions")],
    ["ask for a confirmation", () => asker.post("/api/email/confirmation", {})],
    ["change the address", () => asker.post("/api/email/confirmation", { email: "e@example.com" })],
    ["confirm", () => asker.post("/api/email/confirmation/code", { code: "000000" })],
    ["make codes", () => asker.post("/api/recovery/codes", {})],
    ["delete the account", () => asker.delete("/api/account")],
    ["link a device", () => openLink(asker, "add-device")],
    ["approve a browser", () => joinLink(asker, "sign-in", code)],
    ["approve", () => approveLink(asker, other.id)],
    ["refuse", () => refuseLink(asker, other.id)],
  ];
  for (const [, act] of refused) await expectRefusal(act, "linked-session", null);
});

test("it lasts an hour in all, and less where the passkey that approved is removed", async () => {
  const { asker } = await newClaimedLink("sign-in");
  await passTime("59 minutes");
  expect((await asker.get("/api/account")).status).toBe(200);
  await passTime("1 minute");
  await expectRefusal(() => asker.get("/api/account"), "signed-out", null);

  const other = await newClaimedLink("sign-in");
  const key = newAuthenticator();
  await addPasskey(other.browser, key);
  expect((await other.browser.delete(`/api/passkeys/${other.passkey.id}`)).status).toBe(204);
  await expectRefusal(() => other.asker.get("/api/account"), "signed-out", null);
});

test("being let in by a phone is told as a sign-in, and by mail where the browser is new", async () => {
  const { asker, account, id } = await newApprovedLink("sign-in");
  await confirmAddress(account.id);
  const { headers } = await linkStatus(asker, id);
  const events = await eventsOf(headers.get("x-request-id"));
  expect(events).toMatchObject([{ name: "sign-in", outcome: "done", accountId: account.id }]);
  const subjects = (await mailsTo(account.email)).map(({ subject }) => subject);
  expect(subjects).toEqual(["A sign-in from a new browser"]);
});

test("who was let in by a phone can sign out, or sign in by a passkey after all", async () => {
  const { asker, authenticator } = await newClaimedLink("sign-in");
  expect((await signIn(asker, authenticator)).status).toBe(200);
  expect(await methodOf(asker)).toBe("passkey");
  const { asker: leaving } = await newClaimedLink("sign-in");
  expect((await leaving.post("/api/sign-out", {})).status).toBe(204);
  await expectRefusal(() => leaving.get("/api/account"), "signed-out", null);
});

test("a link of somebody else's never opens this account", async () => {
  const { browser, account } = await newPerson();
  const { asker } = await newClaimedLink("add-device");
  await addPasskey(asker, newAuthenticator());
  const { body } = await asker.get<{ account: { id: string } }>("/api/account");
  expect(body.account.id).not.toBe(account.id);
  const { body: own } = await browser.get<{ passkeys: unknown[] }>("/api/passkeys");
  expect(own.passkeys).toHaveLength(1);
});

import { eq, sql } from "drizzle-orm";
import { expect, test, vi } from "vitest";
import { auditEvents } from "#db/audit-schema.ts";
import { accounts } from "#db/schema.ts";
import { snapshotDatabase } from "#e2e/support/database-snapshot.ts";
import { eventOf, expectRefusal } from "#e2e/support/expect-refusal.ts";
import { codeIn, tokenIn } from "#e2e/support/mail-server.ts";
import { passTime } from "#e2e/support/pass-time.ts";
import { newAuthenticator, newBrowser, newEmail, suspend } from "#e2e/support/people.ts";
import {
  askByMail,
  enrolTokenIn,
  expectWithout,
  followLink,
  hoursToWait,
  newConfirmedPerson,
  newWaited,
  ready,
  requestOf,
  subjectsTo,
} from "#e2e/support/recover.ts";
import { addPasskey, signIn } from "#e2e/support/run-ceremonies.ts";
import { mailsTo } from "#e2e/support/test-mailbox.ts";
import { getDatabase } from "#lib/database.ts";
import type { Passkey } from "#lib/passkeys/passkey.ts";
import { sweepRecoveryRequests } from "#lib/recovery/recovery-request.ts";
import { sendDueRecoveryMails } from "#lib/recovery/send-due-mails.ts";
import { log } from "#lib/telemetry/log.ts";

test("from the request to a new passkey: three mails, one link, and all else ended", async () => {
  const { browser: before, account, authenticator } = await newConfirmedPerson();
  const { status, headers } = await askByMail(account.email.toUpperCase());
  expect(status).toBe(204);
  const asked = await eventOf(headers.get("x-request-id"));
  expect(asked).toMatchObject({ name: "recovery-ask", outcome: "done", accountId: account.id });
  const [first] = await mailsTo(account.email);
  expect(first?.subject).toBe("Somebody asked to recover your account");
  expect(codeIn(first ?? {})).toMatch(/^\d{6}$/);
  expect(first?.subject).not.toContain(codeIn(first ?? {}));
  expect(tokenIn(first ?? {}, "/stop-recovery")).toHaveLength(43);
  expect(first?.text).toContain("http://localhost:3000/recover/codes\n");
  const opensAt = (await requestOf(account.id))?.opensAt;
  const day = opensAt?.toLocaleDateString("en", { dateStyle: "long", timeZone: "UTC" });
  expect(first?.text).toContain(day);

  await sendDueRecoveryMails();
  await passTime("11 hours 59 minutes");
  await sendDueRecoveryMails();
  expect(await mailsTo(account.email)).toHaveLength(1);
  await passTime("1 minute");
  await sendDueRecoveryMails();
  await sendDueRecoveryMails();
  expect((await subjectsTo(account.email)).slice(1)).toEqual(["Your account is being recovered"]);
  await passTime("11 hours 59 minutes");
  await sendDueRecoveryMails();
  expect(await mailsTo(account.email)).toHaveLength(2);
  await passTime("1 minute");
  await sendDueRecoveryMails();
  await sendDueRecoveryMails();
  expect((await subjectsTo(account.email)).slice(2)).toEqual([ready]);

  await signIn(before, authenticator);
  const browser = newBrowser();
  const entered = await followLink(browser, await enrolTokenIn(account.email, ready));
  expect(entered.status).toBe(204);
  const opened = await eventOf(entered.headers.get("x-request-id"));
  expect(opened).toMatchObject({ name: "recovery-open", accountId: account.id });
  for (const path of ["/api/account", "/api/passkeys", "/api/sessions", "/api/example"]) {
    await expectRefusal(() => browser.get(path), "recovery-only", null);
  }
  await expectRefusal(() => browser.post("/api/recovery/stop", {}), "recovery-only", null);
  await expectRefusal(() => browser.post("/api/recovery/codes", {}), "recovery-only", null);
  await expectRefusal(
    () => browser.post("/api/webauthn/authentication/options", { purpose: "step-up" }),
    "recovery-only",
    null,
  );
  expect((await before.get("/api/account")).status).toBe(200);

  const phone = newAuthenticator();
  expect((await addPasskey(browser, phone)).status).toBe(201);
  await expectRefusal(() => before.get("/api/account"), "signed-out", null);
  const { body } = await browser.get<{ passkeys: Passkey[] }>("/api/passkeys");
  expect(body.passkeys.map(({ current }) => current)).toEqual([false, true]);
  expect((await subjectsTo(account.email)).slice(-3)).toEqual([
    "A passkey was added",
    "Your account was recovered",
    "A sign-in from a new browser",
  ]);
  expect(await requestOf(account.id)).toBeUndefined();
  expect((await signIn(newBrowser(), phone)).status).toBe(200);
});

test("the link counts once, also when fifty follow it at once", async () => {
  const { token } = await newWaited();
  const replies = await Promise.all(
    Array.from({ length: 50 }, () => followLink(newBrowser(), token)),
  );
  expect(replies.filter(({ status }) => status === 204)).toHaveLength(1);
  await expectRefusal(() => followLink(newBrowser(), token), "link-rejected", null);
});

test("the session that it opens enrols one passkey, also when many try at once", async () => {
  const { account, token } = await newWaited();
  const browser = newBrowser();
  await followLink(browser, token);
  const adding = Array.from({ length: 8 }, () => addPasskey(browser, newAuthenticator()));
  const statuses = (await Promise.allSettled(adding)).map(
    (result) => result.status === "fulfilled" && result.value.status,
  );
  expect(statuses.filter((status) => status === 201)).toHaveLength(1);
  const rows = await getDatabase().execute(
    sql`select from passkeys where account_id = ${account.id}`,
  );
  expect(rows).toHaveLength(2);
});

test("the link is good for 24 hours, and the session for 15 minutes", async () => {
  const late = await newWaited();
  await passTime("24 hours");
  await expectRefusal(() => followLink(newBrowser(), late.token), "link-rejected", null);
  const { token } = await newWaited();
  const browser = newBrowser();
  await passTime("23 hours 59 minutes");
  expect((await followLink(browser, token)).status).toBe(204);
  await passTime("15 minutes");
  await expectRefusal(() => browser.get("/api/account"), "signed-out", null);
  await expectRefusal(() => followLink(newBrowser(), token), "link-rejected", null);
});

test.each([
  ["the code of the mail", (mail: { text?: string }) => codeIn(mail)],
  ["the link that stops", (mail: { text?: string }) => tokenIn(mail, "/stop-recovery")],
  ["nothing", () => ""],
  ["made up", () => "x".repeat(43)],
])("before the wait is over nothing opens it: %s", async (_, pick) => {
  const { account } = await newConfirmedPerson();
  await askByMail(account.email);
  await passTime("23 hours");
  await sendDueRecoveryMails();
  const [mail] = await mailsTo(account.email);
  const token = pick({ text: mail?.text ?? "" });
  await expectRefusal(() => followLink(newBrowser(), token), "link-rejected", null);
});

test("who is suspended meanwhile, or has another address, is not let in", async () => {
  const suspended = await newWaited();
  await suspend(suspended.account.id);
  await expectRefusal(() => followLink(newBrowser(), suspended.token), "link-rejected", null);
  const moved = await newWaited();
  const other = newEmail();
  const own = eq(accounts.id, moved.account.id);
  await getDatabase().update(accounts).set({ email: other }).where(own);
  await expectRefusal(() => followLink(newBrowser(), moved.token), "link-rejected", null);
  const waiting = await newConfirmedPerson();
  await askByMail(waiting.account.email);
  await suspend(waiting.account.id);
  await passTime("25 hours");
  await sendDueRecoveryMails();
  expect(await mailsTo(waiting.account.email)).toHaveLength(1);
  // The new address begins its own wait.
  await askByMail(other);
  expect(await hoursToWait(moved.account.id)).toBe(24);
  expect(await requestOf(moved.account.id)).toMatchObject({ state: "waiting", email: other });
});

test("a request that nobody used is swept, and another begins anew", async () => {
  const { account } = await newWaited();
  await passTime("24 hours");
  await sweepRecoveryRequests();
  expect(await requestOf(account.id)).toBeUndefined();
  await askByMail(account.email);
  expect(await hoursToWait(account.id)).toBe(24);
});

test("no secret is in the trail, in the log, or in the tables as it is", async () => {
  const logged = [vi.spyOn(log, "info"), vi.spyOn(log, "warn"), vi.spyOn(log, "error")];
  const { account, token } = await newWaited();
  const mails = await mailsTo(account.email);
  const secrets = [token, ...mails.map((mail) => tokenIn(mail, "/stop-recovery"))];
  expect(secrets).toHaveLength(3);
  await followLink(newBrowser(), token);
  await followLink(newBrowser(), token);
  const lines = logged.flatMap(({ mock }) => mock.calls);
  expect(lines.length).toBeGreaterThan(0);
  expectWithout(lines, [...secrets, codeIn(mails[0] ?? {}), account.email]);
  const rows = [await snapshotDatabase(), await getDatabase().select().from(auditEvents)];
  expectWithout(rows, secrets);
  const request = await requestOf(account.id);
  expectWithout(await getDatabase().select().from(auditEvents), [codeIn(mails[0] ?? {})]);
  expect(request?.codeHash?.toString()).not.toContain(codeIn(mails[0] ?? {}));
});

// The last, since the modules are loaded anew.
test("two instances at once send each mail once", async () => {
  const { account } = await newConfirmedPerson();
  await askByMail(account.email);
  vi.resetModules();
  const { sendDueRecoveryMails: elsewhere } = await import("#lib/recovery/send-due-mails.ts");
  for (const hours of ["12 hours", "12 hours"]) {
    await passTime(hours);
    await Promise.all([sendDueRecoveryMails(), elsewhere(), sendDueRecoveryMails(), elsewhere()]);
  }
  // Another instance may still be sending the last one.
  await expect.poll(async () => (await subjectsTo(account.email)).length).toBe(3);
  expect(await subjectsTo(account.email)).toEqual([
    "Somebody asked to recover your account",
    "Your account is being recovered",
    ready,
  ]);
});

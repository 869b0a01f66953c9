import { eq } from "drizzle-orm";
import { expect, test } from "vitest";
import { auditEvents } from "#db/audit-schema.ts";
import { recoveryRequests } from "#db/recovery-schema.ts";
import { eventOf, expectRefusal } from "#e2e/support/expect-refusal.ts";
import { tokenIn } from "#e2e/support/mail-server.ts";
import { passTime } from "#e2e/support/pass-time.ts";
import { newAuthenticator, newBrowser } from "#e2e/support/people.ts";
import {
  askByMail,
  askOperator,
  enrolTokenIn,
  followLink,
  newConfirmedPerson,
  newWaited,
  ready,
  stopByLink,
} from "#e2e/support/recover.ts";
import { prepareRegistration, signIn, verifyRegistration } from "#e2e/support/run-ceremonies.ts";
import { mailsTo } from "#e2e/support/test-mailbox.ts";
import { getDatabase } from "#lib/database.ts";
import { readRunningRecovery } from "#lib/recovery/read-running-recovery.ts";
import { sendDueRecoveryMails } from "#lib/recovery/send-due-mails.ts";

const stopped = "The recovery of your account was stopped";

const newAsker = async () => {
  const person = await newConfirmedPerson();
  await askByMail(person.account.email);
  return person;
};

/** Somebody whose link is sent, and who is signed in. */
const newSignedIn = async () => {
  const person = await newWaited();
  await signIn(person.browser, person.authenticator);
  return person;
};

const stopTokensOf = async (email: string) =>
  (await mailsTo(email)).map((mail) => tokenIn(mail, "/stop-recovery")).filter(Boolean);

test("who is signed in with a passkey stops it for good, told and recorded", async () => {
  const { browser, account } = await newAsker();
  expect((await readRunningRecovery(account.id))?.opensAt).toEqual(expect.any(String));
  const { status, headers } = await browser.post("/api/recovery/stop", {});
  expect(status).toBe(204);
  const event = await eventOf(headers.get("x-request-id"));
  expect(event).toMatchObject({ name: "recovery-stop", outcome: "done", accountId: account.id });
  expect((await mailsTo(account.email)).at(-1)?.subject).toBe(stopped);
  expect(await readRunningRecovery(account.id)).toBeNull();
  await passTime("25 hours");
  await sendDueRecoveryMails();
  expect((await mailsTo(account.email)).at(-1)?.subject).toBe(stopped);
});

test("there is nothing to stop where nothing is under way, in one's own account", async () => {
  const { account } = await newAsker();
  const other = await newConfirmedPerson();
  await expectRefusal(() => other.browser.post("/api/recovery/stop", {}), "not-found", null);
  await expectRefusal(() => newBrowser().post("/api/recovery/stop", {}), "signed-out", null);
  expect(await readRunningRecovery(account.id)).not.toBeNull();
});

test("the link of every mail stops it, signed out, once", async () => {
  for (const index of [0, 1, 2]) {
    const { account, token } = await newAsker().then(async (person) => {
      await passTime("12 hours");
      await sendDueRecoveryMails();
      await passTime("12 hours");
      await sendDueRecoveryMails();
      return { ...person, token: await enrolTokenIn(person.account.email, ready) };
    });
    const stops = await stopTokensOf(account.email);
    expect(stops).toHaveLength(3);
    const { status, headers } = await stopByLink(stops[index] ?? "");
    expect(status).toBe(204);
    const event = await eventOf(headers.get("x-request-id"));
    expect(event).toMatchObject({ name: "recovery-stop", accountId: account.id });
    expect((await mailsTo(account.email)).at(-1)?.subject).toBe(stopped);
    await expectRefusal(() => followLink(newBrowser(), token), "link-rejected", null);
    for (const stop of stops) await expectRefusal(() => stopByLink(stop), "link-rejected", null);
  }
});

test("fifty at once stop it once", async () => {
  const { account } = await newAsker();
  const [token = ""] = await stopTokensOf(account.email);
  const replies = await Promise.all(Array.from({ length: 50 }, () => stopByLink(token)));
  expect(replies.filter(({ status }) => status === 204)).toHaveLength(1);
  const mails = await mailsTo(account.email);
  expect(mails.filter(({ subject }) => subject === stopped)).toHaveLength(1);
});

test("stopped after the link was sent, the link is dead", async () => {
  const { browser, token } = await newSignedIn();
  expect((await browser.post("/api/recovery/stop", {})).status).toBe(204);
  await expectRefusal(() => followLink(newBrowser(), token), "link-rejected", null);
});

test("stopped after the link was opened, whoever opened it is out", async () => {
  const { browser, account, token } = await newSignedIn();
  const intruder = newBrowser();
  await followLink(intruder, token);
  const prepared = await prepareRegistration(intruder, newAuthenticator(), {});
  expect(await readRunningRecovery(account.id)).not.toBeNull();
  expect((await browser.post("/api/recovery/stop", {})).status).toBe(204);
  const { status } = await verifyRegistration(intruder, prepared);
  expect(status).toBe(400);
  await expectRefusal(() => intruder.get("/api/account"), "signed-out", null);
  expect((await browser.get("/api/account")).status).toBe(200);
});

test("a stop and an enrolment at once: either stops the other", async () => {
  for (let time = 0; time < 5; time += 1) {
    const { browser, account, token } = await newSignedIn();
    const intruder = newBrowser();
    await followLink(intruder, token);
    const prepared = await prepareRegistration(intruder, newAuthenticator(), {});
    const [added, ended] = await Promise.all([
      verifyRegistration(intruder, prepared),
      browser.post("/api/recovery/stop", {}),
    ]);
    // Who came second found nothing left to do.
    expect([added.status === 201, ended.status === 204].filter(Boolean)).toHaveLength(1);
    const names = await getDatabase()
      .select({ name: auditEvents.name })
      .from(auditEvents)
      .where(eq(auditEvents.accountId, account.id));
    const ends = names.filter(({ name }) => ["recovery-stop", "recovery-finish"].includes(name));
    expect(ends).toHaveLength(1);
  }
});

test("a stop ends what waits for the operator too", async () => {
  const { browser, account } = await newAsker();
  await askOperator(account.email);
  expect((await browser.post("/api/recovery/stop", {})).status).toBe(204);
  const own = eq(recoveryRequests.accountId, account.id);
  expect(await getDatabase().select().from(recoveryRequests).where(own)).toEqual([]);
});

test("nobody else's account is touched", async () => {
  const one = await newAsker();
  const other = await newAsker();
  await stopByLink((await stopTokensOf(one.account.email))[0] ?? "");
  expect(await readRunningRecovery(one.account.id)).toBeNull();
  expect(await readRunningRecovery(other.account.id)).not.toBeNull();
});

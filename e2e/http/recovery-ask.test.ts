import { expect, test } from "vitest";
import { expectRefusal } from "#e2e/support/expect-refusal.ts";
import { passTime } from "#e2e/support/pass-time.ts";
import { newBrowser, newEmail, newPerson, suspend } from "#e2e/support/people.ts";
import {
  askByMail,
  enrolTokenIn,
  followLink,
  hoursToWait,
  newConfirmedPerson,
  newPersonWithCodes,
  ready,
  requestOf,
  seenOf,
  subjectsTo,
} from "#e2e/support/recover.ts";
import { mailsTo } from "#e2e/support/test-mailbox.ts";
import { getEnv } from "#lib/env.ts";
import { sendDueRecoveryMails } from "#lib/recovery/send-due-mails.ts";

test("whoever has recovery codes waits 72 hours", async () => {
  const without = await newConfirmedPerson();
  await askByMail(without.account.email);
  expect(await hoursToWait(without.account.id)).toBe(24);
  const { account, codes } = await newPersonWithCodes();
  await askByMail(account.email);
  expect(await hoursToWait(account.id)).toBe(72);
  expect(codes).toHaveLength(10);
  await passTime("71 hours 59 minutes");
  await sendDueRecoveryMails();
  expect(await subjectsTo(account.email)).not.toContain(ready);
  await passTime("1 minute");
  await sendDueRecoveryMails();
  expect(await subjectsTo(account.email)).toContain(ready);
});

test("asking again sends one more mail an hour, and moves nothing", async () => {
  const { account } = await newConfirmedPerson();
  await askByMail(account.email);
  const before = await requestOf(account.id);
  for (let time = 0; time < 3; time += 1) await askByMail(account.email);
  await Promise.all(Array.from({ length: 10 }, () => askByMail(account.email)));
  expect(await mailsTo(account.email)).toHaveLength(1);
  await passTime("61 minutes");
  await Promise.all(Array.from({ length: 10 }, () => askByMail(account.email)));
  const mails = await mailsTo(account.email);
  expect(mails).toHaveLength(2);
  const timeIn = (text = "") => /on (.* UTC)/.exec(text)?.[1];
  expect(timeIn(mails[0]?.text)).toBeDefined();
  const after = await requestOf(account.id);
  expect(after).toMatchObject({ id: before?.id, state: "waiting" });
  expect(await hoursToWait(account.id)).toBe(24);
  await passTime("22 hours 59 minutes");
  await sendDueRecoveryMails();
  expect(await subjectsTo(account.email)).toContain(ready);
  await passTime("61 minutes");
  const token = await enrolTokenIn(account.email, ready);
  const known = await mailsTo(account.email);
  await askByMail(account.email);
  expect(await mailsTo(account.email)).toHaveLength(known.length);
  expect((await followLink(newBrowser(), token)).status).toBe(204);
});

test("no answer tells whose address is known", async () => {
  const known = await newConfirmedPerson();
  const unconfirmed = await newPerson();
  const suspended = await newConfirmedPerson();
  await suspend(suspended.account.id);
  const emails = [known, unconfirmed, suspended].map(({ account }) => account.email);
  const [one, ...others] = await Promise.all([...emails, newEmail()].map(askByMail));
  if (!one) throw new Error("there is no answer");
  expect(one.status).toBe(204);
  for (const other of others) expect(seenOf(other)).toEqual(seenOf(one));
  expect(seenOf(await askByMail(known.account.email))).toEqual(seenOf(one));
  expect(await mailsTo(unconfirmed.account.email)).toEqual([]);
  expect(await mailsTo(suspended.account.email)).toEqual([]);
  expect(await requestOf(unconfirmed.account.id)).toBeUndefined();
  expect(await requestOf(suspended.account.id)).toBeUndefined();
});

test("an address that is none is refused, and nothing stored", async () => {
  for (const email of ["", "nobody", 7]) {
    const ask = () => newBrowser().post("/api/recovery/mail", { email });
    await expectRefusal(ask, "invalid-request", null);
  }
});

test("where no mail can be sent, that is said to everybody", async () => {
  const { account } = await newConfirmedPerson();
  const { mail } = getEnv();
  const { url } = mail;
  mail.url = null;
  for (const email of [account.email, newEmail()]) {
    await expectRefusal(() => askByMail(email), "mail-unavailable", null);
  }
  mail.url = url;
});

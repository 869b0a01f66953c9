import { expect, test } from "vitest";
import { auditEvents } from "#db/audit-schema.ts";
import { expectRefusal } from "#e2e/support/expect-refusal.ts";
import type { HttpClient } from "#e2e/support/http-client.ts";
import { codeIn } from "#e2e/support/mail-server.ts";
import { passTime } from "#e2e/support/pass-time.ts";
import { newAuthenticator, newBrowser, suspend } from "#e2e/support/people.ts";
import {
  askByMail,
  expectWithout,
  newConfirmedPerson,
  newPersonWithCodes,
} from "#e2e/support/recover.ts";
import { addPasskey } from "#e2e/support/run-ceremonies.ts";
import { mailsTo } from "#e2e/support/test-mailbox.ts";
import { getDatabase } from "#lib/database.ts";
import { countRecoveryCodes } from "#lib/recovery/recovery-codes.ts";

const enter = (browser: HttpClient, mailCode: string, recoveryCode: string) =>
  browser.post("/api/recovery/mail/codes", { mailCode, recoveryCode });

const wrongFor = (code: string) => (code === "000000" ? "000001" : "000000");

/** Somebody with recovery codes who asked by mail, and the code that came. */
const newAsker = async () => {
  const person = await newPersonWithCodes();
  await askByMail(person.account.email);
  const mail = (await mailsTo(person.account.email)).at(-1) ?? {};
  return { ...person, mailCode: codeIn(mail), recoveryCode: person.codes[0] ?? "" };
};

const left = async (accountId: string) => (await countRecoveryCodes(accountId))?.left;

test("both codes together skip the wait, and are spent", async () => {
  const { account, mailCode, recoveryCode } = await newAsker();
  const browser = newBrowser();
  expect((await enter(browser, mailCode, recoveryCode)).status).toBe(204);
  expect(await left(account.id)).toBe(9);
  const [newest] = (await mailsTo(account.email)).slice(-1);
  expect(newest?.subject).toBe("A recovery code was used");
  expect(newest?.text).toContain("9 codes are left");
  await expectRefusal(() => browser.get("/api/account"), "recovery-only", null);
  await expectRefusal(() => enter(newBrowser(), mailCode, recoveryCode), "code-rejected", null);
  expectWithout(await getDatabase().select().from(auditEvents), [mailCode, recoveryCode]);
  expect((await addPasskey(browser, newAuthenticator())).status).toBe(201);
  expect(await left(account.id)).toBeUndefined();
});

test("fifty at once spend them once", async () => {
  const { account, mailCode, recoveryCode } = await newAsker();
  const replies = await Promise.all(
    Array.from({ length: 50 }, () => enter(newBrowser(), mailCode, recoveryCode)),
  );
  expect(replies.filter(({ status }) => status === 204)).toHaveLength(1);
  expect(await left(account.id)).toBe(9);
});

test("a recovery code beside a wrong code of the mail is not spent", async () => {
  const { account, mailCode, recoveryCode } = await newAsker();
  const { status, body } = await enter(newBrowser(), wrongFor(mailCode), recoveryCode);
  expect(status).toBe(400);
  expect(body).toMatchObject({ code: "code-rejected" });
  expect(await left(account.id)).toBe(10);
  expect((await enter(newBrowser(), mailCode, recoveryCode)).status).toBe(204);
});

test("the code of the mail alone opens nothing, and can't be tried alone", async () => {
  const { mailCode, recoveryCode } = await newAsker();
  for (const other of ["", "0000-0000-0000-0000", mailCode]) {
    for (let time = 0; time < 3; time += 1) {
      await expectRefusal(() => enter(newBrowser(), mailCode, other), "code-rejected", null);
    }
  }
  expect((await enter(newBrowser(), mailCode, recoveryCode)).status).toBe(204);
});

test("five tries, also at once, and also with another mail", async () => {
  const { account, codes, mailCode, recoveryCode } = await newAsker();
  const replies = await Promise.all(
    Array.from({ length: 20 }, () => enter(newBrowser(), wrongFor(mailCode), recoveryCode)),
  );
  expect(replies.map(({ status }) => status)).toEqual(Array(20).fill(400));
  await expectRefusal(() => enter(newBrowser(), mailCode, recoveryCode), "code-rejected", null);
  await passTime("61 minutes");
  await askByMail(account.email);
  const fresh = codeIn((await mailsTo(account.email)).at(-1) ?? {});
  await expectRefusal(() => enter(newBrowser(), fresh, codes[1] ?? ""), "code-rejected", null);
  expect(await left(account.id)).toBe(10);
});

test("a newer mail's code replaces the one before", async () => {
  const { account, mailCode, recoveryCode } = await newAsker();
  await passTime("61 minutes");
  await askByMail(account.email);
  const fresh = codeIn((await mailsTo(account.email)).at(-1) ?? {});
  if (fresh !== mailCode) {
    expect((await enter(newBrowser(), mailCode, recoveryCode)).status).toBe(400);
  }
  expect((await enter(newBrowser(), fresh, recoveryCode)).status).toBe(204);
});

test("another account's codes open nothing", async () => {
  const one = await newAsker();
  const other = await newAsker();
  const crossed = await enter(newBrowser(), one.mailCode, other.recoveryCode);
  if (one.mailCode !== other.mailCode) expect(crossed.status).toBe(400);
  const without = await newPersonWithCodes();
  const [code = ""] = without.codes;
  await expectRefusal(() => enter(newBrowser(), one.mailCode, code), "code-rejected", null);
  const asker = await newConfirmedPerson();
  await askByMail(asker.account.email);
  const mail = (await mailsTo(asker.account.email)).at(-1) ?? {};
  await expectRefusal(() => enter(newBrowser(), codeIn(mail), code), "code-rejected", null);
});

test("a recovery code that was used before opens nothing", async () => {
  const { account, mailCode, recoveryCode } = await newAsker();
  await newBrowser().post("/api/recovery/code", { code: recoveryCode });
  await expectRefusal(() => enter(newBrowser(), mailCode, recoveryCode), "code-rejected", null);
  expect(await left(account.id)).toBe(9);
});

test("a stopped request, and a suspended account, are let in by no codes", async () => {
  const stopped = await newAsker();
  expect((await stopped.browser.post("/api/recovery/stop", {})).status).toBe(204);
  await expectRefusal(
    () => enter(newBrowser(), stopped.mailCode, stopped.recoveryCode),
    "code-rejected",
    null,
  );
  const { account, mailCode, recoveryCode } = await newAsker();
  await suspend(account.id);
  expect((await enter(newBrowser(), mailCode, recoveryCode)).status).toBe(400);
  expect(await left(account.id)).toBe(10);
});

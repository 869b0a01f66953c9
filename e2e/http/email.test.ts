import { eq, sql } from "drizzle-orm";
import { expect, test } from "vitest";
import { emailConfirmations } from "#db/recovery-schema.ts";
import { accounts } from "#db/schema.ts";
import { eventOf, expectRefusal } from "#e2e/support/expect-refusal.ts";
import type { HttpClient } from "#e2e/support/http-client.ts";
import { codeIn, tokenIn } from "#e2e/support/mail-server.ts";
import { passTime } from "#e2e/support/pass-time.ts";
import { letStepUpLapse, newBrowser, newEmail, newPerson } from "#e2e/support/people.ts";
import { mailsTo } from "#e2e/support/test-mailbox.ts";
import { getDatabase } from "#lib/database.ts";

const ask = (browser: HttpClient, body: object = {}) =>
  browser.post("/api/email/confirmation", body);
const enter = (browser: HttpClient, code: string) =>
  browser.post("/api/email/confirmation/code", { code });
const follow = (token: string) => newBrowser().post("/api/email/confirmation/link", { token });
const stop = (token: string) => newBrowser().post("/api/email/change-stop", { token });

const stored = async (id: string) => {
  const [row] = await getDatabase().select().from(accounts).where(eq(accounts.id, id));
  return { email: row?.email, confirmed: row?.emailVerifiedAt != null };
};

/** Somebody whose address is confirmed. */
const newConfirmedPerson = async () => {
  const person = await newPerson();
  await ask(person.browser);
  const [mail] = await mailsTo(person.account.email);
  await enter(person.browser, codeIn(mail ?? {}));
  return person;
};

test("an address is confirmed by the code, once", async () => {
  const { browser, account } = await newPerson();
  expect((await ask(browser)).status).toBe(204);
  const [mail] = await mailsTo(account.email);
  expect(mail?.subject).toBe("Confirm your e-mail address");
  expect(mail?.html).toContain(codeIn(mail ?? {}));
  const { status, headers } = await enter(browser, codeIn(mail ?? {}));
  expect(status).toBe(204);
  const event = await eventOf(headers.get("x-request-id"));
  expect(event).toMatchObject({ name: "email-confirm", accountId: account.id });
  expect(await stored(account.id)).toEqual({ email: account.email, confirmed: true });
  await expectRefusal(() => enter(browser, codeIn(mail ?? {})), "code-rejected", null);
});

test("and by the link, in a browser that is not signed in, once", async () => {
  const { browser, account } = await newPerson();
  await ask(browser);
  const [mail] = await mailsTo(account.email);
  const token = tokenIn(mail ?? {}, "/confirm-email");
  expect((await follow(token)).status).toBe(204);
  expect((await stored(account.id)).confirmed).toBe(true);
  await expectRefusal(() => follow(token), "link-rejected", null);
});

test("fifty at once spend a link once", async () => {
  const { browser, account } = await newPerson();
  await ask(browser);
  const [mail] = await mailsTo(account.email);
  const token = tokenIn(mail ?? {}, "/confirm-email");
  const replies = await Promise.all(Array.from({ length: 50 }, () => follow(token)));
  expect(replies.filter(({ status }) => status === 204)).toHaveLength(1);
});

test("a code and a link are good for 15 minutes", async () => {
  const { browser, account } = await newPerson();
  await ask(browser);
  const [mail] = await mailsTo(account.email);
  await passTime("15 minutes");
  await enter(browser, codeIn(mail ?? {}));
  expect((await stored(account.id)).confirmed).toBe(false);
  const token = tokenIn(mail ?? {}, "/confirm-email");
  await expectRefusal(() => follow(token), "link-rejected", null);
});

test("a code can be tried five times, also at once", async () => {
  const { browser, account } = await newPerson();
  await ask(browser);
  const [mail] = await mailsTo(account.email);
  const right = codeIn(mail ?? {});
  const wrong = right === "000000" ? "000001" : "000000";
  const replies = await Promise.all(Array.from({ length: 20 }, () => enter(browser, wrong)));
  expect(replies.map(({ status }) => status)).toEqual(Array(20).fill(400));
  await expectRefusal(() => enter(browser, right), "code-rejected", null);
  expect((await stored(account.id)).confirmed).toBe(false);
});

test("another account's code confirms nothing", async () => {
  const one = await newPerson();
  const other = await newPerson();
  await ask(one.browser);
  await ask(other.browser);
  const [mail] = await mailsTo(one.account.email);
  expect((await enter(other.browser, codeIn(mail ?? {}))).status).toBe(400);
  expect((await stored(other.account.id)).confirmed).toBe(false);
  expect((await stored(one.account.id)).confirmed).toBe(false);
});

test("a mail a minute; the newest counts", async () => {
  const { browser, account } = await newPerson();
  await ask(browser);
  const problem = await expectRefusal(() => ask(browser), "too-soon", null);
  expect(problem.retryAfter).toBe(60);
  const [first] = await mailsTo(account.email);
  await passTime("61 seconds");
  expect((await ask(browser)).status).toBe(204);
  const mails = await mailsTo(account.email);
  expect(mails).toHaveLength(2);
  const old = tokenIn(first ?? {}, "/confirm-email");
  await expectRefusal(() => follow(old), "link-rejected", null);
  expect((await follow(tokenIn(mails[1] ?? {}, "/confirm-email"))).status).toBe(204);
});

test("a taken address is told in its mailbox alone", async () => {
  const owner = await newConfirmedPerson();
  const other = await newPerson();
  const { status, body } = await ask(other.browser, { email: owner.account.email.toUpperCase() });
  const free = await newPerson();
  const unknown = await ask(free.browser, { email: newEmail() });
  expect([status, body]).toEqual([unknown.status, unknown.body]);
  const mails = await mailsTo(owner.account.email);
  expect(mails.at(-1)?.subject).toBe("This address already has an account");
  expect(mails.at(-1)?.text).not.toMatch(/#|\d{6}/);
  expect(mails.at(-1)?.text).toContain("http://localhost:3000/sign-in");
  expect((await stored(other.account.id)).email).toBe(other.account.email);
});

test("of two accounts that wait for one address, the first to confirm it has it", async () => {
  const one = await newPerson();
  const other = await newPerson();
  const email = newEmail();
  await ask(one.browser, { email });
  await ask(other.browser, { email });
  const [first, second] = await mailsTo(email);
  expect((await follow(tokenIn(first ?? {}, "/confirm-email"))).status).toBe(204);
  const late = tokenIn(second ?? {}, "/confirm-email");
  await expectRefusal(() => follow(late), "link-rejected", null);
  expect((await stored(other.account.id)).email).toBe(other.account.email);
});

test("another address needs a step-up, is told to the old one, and can be stopped there", async () => {
  const { browser, account } = await newConfirmedPerson();
  const email = newEmail();
  await passTime("2 minutes");
  await letStepUpLapse(account.id);
  // Notes that the session was seen, which the next call would otherwise do.
  await browser.get("/api/account");
  await expectRefusal(() => ask(browser, { email }), "step-up-required", null);
  await getDatabase().execute(sql`update sessions set authenticated_at = now()`);
  expect((await ask(browser, { email })).status).toBe(204);
  expect((await stored(account.id)).email).toBe(account.email);
  const [mail] = await mailsTo(email);
  expect((await enter(browser, codeIn(mail ?? {}))).status).toBe(204);
  expect(await stored(account.id)).toEqual({ email, confirmed: true });
  const told = (await mailsTo(account.email)).at(-1);
  expect(told?.subject).toBe("Your e-mail address was changed");
  expect(told?.text).toContain(email);
  const token = tokenIn(told ?? {}, "/stop-email-change");
  const replies = await Promise.all(Array.from({ length: 20 }, () => stop(token)));
  expect(replies.filter(({ status }) => status === 204)).toHaveLength(1);
  expect(await stored(account.id)).toEqual({ email: account.email, confirmed: true });
});

test("an address that another account has confirmed since is not taken back", async () => {
  const { browser, account } = await newConfirmedPerson();
  const heir = await newPerson();
  await passTime("2 minutes");
  const email = newEmail();
  await ask(browser, { email });
  await enter(browser, codeIn((await mailsTo(email))[0] ?? {}));
  const told = (await mailsTo(account.email)).at(-1);
  await ask(heir.browser, { email: account.email });
  const mail = (await mailsTo(account.email)).at(-1);
  await follow(tokenIn(mail ?? {}, "/confirm-email"));
  expect((await stored(heir.account.id)).email).toBe(account.email);
  const token = tokenIn(told ?? {}, "/stop-email-change");
  await expectRefusal(() => stop(token), "link-rejected", null);
  expect((await stored(account.id)).email).toBe(email);
});

test("72 hours later a change stands", async () => {
  const { browser, account } = await newConfirmedPerson();
  await passTime("2 minutes");
  const email = newEmail();
  await ask(browser, { email });
  const [mail] = await mailsTo(email);
  await enter(browser, codeIn(mail ?? {}));
  const told = (await mailsTo(account.email)).at(-1);
  await passTime("72 hours");
  const token = tokenIn(told ?? {}, "/stop-email-change");
  await expectRefusal(() => stop(token), "link-rejected", null);
  expect((await stored(account.id)).email).toBe(email);
});

test("the mail is in the person's language, and no link follows the Host header", async () => {
  const { browser, account } = await newPerson();
  await browser.send("POST", "/api/email/confirmation", {
    body: {},
    headers: { "accept-language": "de", host: "evil.example", "x-forwarded-host": "evil.example" },
  });
  const [mail] = await mailsTo(account.email);
  expect(mail?.subject).toBe("Bestätigen Sie Ihre E-Mail-Adresse");
  expect(mail?.text).toContain("http://localhost:3000/confirm-email#");
  expect(mail?.text).not.toContain("evil.example");
});

test("code and link are stored as hashes, and sealed while their mail waits", async () => {
  const { browser, account } = await newPerson();
  await ask(browser);
  const rows = await getDatabase()
    .select()
    .from(emailConfirmations)
    .where(eq(emailConfirmations.accountId, account.id));
  const [mail] = await mailsTo(account.email);
  const kept = JSON.stringify(rows);
  expect(kept).not.toContain(codeIn(mail ?? {}));
  expect(kept).not.toContain(tokenIn(mail ?? {}, "/confirm-email"));
});

test("who is signed out can ask for nothing", async () => {
  await expectRefusal(() => ask(newBrowser()), "signed-out", null);
  await expectRefusal(() => enter(newBrowser(), "123456"), "signed-out", null);
});

import { sql } from "drizzle-orm";
import { expect, test, vi } from "vitest";
import { outbox } from "#db/schema.ts";
import { passTime } from "#e2e/support/pass-time.ts";
import {
  confirmAddress,
  newAuthenticator,
  newBrowser,
  newEmail,
  newPerson,
} from "#e2e/support/people.ts";
import { addPasskey, prepareAuthentication, signIn } from "#e2e/support/run-ceremonies.ts";
import { mailsTo } from "#e2e/support/test-mailbox.ts";
import { getDatabase } from "#lib/database.ts";
import { deliverMail } from "#lib/mail/deliver-mail.ts";
import { queueMail } from "#lib/mail/queue-mail.ts";

/** Somebody whose address is confirmed. */
const newConfirmedPerson = async (options = {}) => {
  const person = await newPerson(options);
  await confirmAddress(person.account.id);
  return person;
};

const subjectsTo = async (address: string) =>
  (await mailsTo(address)).map(({ subject }) => subject);

const waiting = async () => await getDatabase().select().from(outbox);

test("the owner of a confirmed address is told what was done to the account", async () => {
  const { browser, account, passkey } = await newConfirmedPerson();
  const added = await addPasskey(browser, newAuthenticator());
  await browser.post("/api/recovery/codes", {});
  await browser.delete(`/api/passkeys/${added.body.passkey.id}`);
  const mails = await mailsTo(account.email);
  expect(mails.map(({ subject }) => subject)).toEqual([
    "A passkey was added",
    "New recovery codes were made",
    "A passkey was removed",
  ]);
  for (const { text, html, headers } of mails) {
    expect(text).toContain("If it wasn’t");
    expect(text).toContain("http://localhost:3000/account/activity");
    expect(html).toContain("http://localhost:3000/account/activity");
    expect(headers.find(({ key }) => key === "auto-submitted")?.value).toBe("auto-generated");
  }
  expect(mails[0]?.text).toContain(added.body.passkey.name);
  await browser.delete("/api/account");
  expect((await subjectsTo(account.email)).at(-1)).toBe("Your account was deleted");
  expect(passkey.name).toBe("Chrome on macOS");
});

test("the owner of a passkey whose counter went back is told, once", async () => {
  const { account, authenticator } = await newConfirmedPerson({ counter: 5 });
  for (const counter of [4, 3]) {
    expect((await signIn(newBrowser(), authenticator, { counter })).status).toBe(401);
  }
  expect(await subjectsTo(account.email)).toEqual(["A passkey needs attention"]);
});

test("an address that nobody confirmed is told nothing", async () => {
  const { browser, account } = await newPerson();
  await addPasskey(browser, newAuthenticator());
  await browser.post("/api/recovery/codes", {});
  expect(await subjectsTo(account.email)).toEqual([]);
});

test("a sign-in from a browser that was never seen on the account is told, once", async () => {
  const { browser, account, authenticator } = await newConfirmedPerson();
  await signIn(browser, authenticator);
  expect(await subjectsTo(account.email)).toEqual([]);
  const other = newBrowser();
  const { headers } = await signIn(other, authenticator);
  const [mail] = await mailsTo(account.email);
  expect(mail?.subject).toBe("A sign-in from a new browser");
  expect(mail?.text).toContain("Chrome on macOS");
  const events = await getDatabase().execute<{ name: string }>(
    sql`select name from audit_events where request_id = ${headers.get("x-request-id")} order by id`,
  );
  expect(events.map(({ name }) => name).sort()).toEqual(["browser-new", "sign-in"]);
  await signIn(other, authenticator);
  expect(await mailsTo(account.email)).toHaveLength(1);
});

test("what names a passkey can't write the mail's HTML or headers", async () => {
  const email = newEmail();
  const passkey = `<img src=x onerror=alert(1)>"&`;
  await queueMail(getDatabase(), { email, locale: "en" }, "passkey-flagged", { passkey });
  const [mail] = await mailsTo(email);
  expect(mail?.html).not.toContain("<img");
  expect(mail?.html).toContain("&lt;img src=x onerror=alert(1)&gt;&quot;&amp;");
  expect(mail?.text).toContain(passkey);
});

test("many deliveries at once send a mail once", async () => {
  const email = newEmail();
  const db = getDatabase();
  for (const left of [1, 2, 3]) {
    await queueMail(db, { email, locale: "en" }, "code-used", { left });
  }
  vi.resetModules();
  const { deliverMail: anotherInstance } = await import("#lib/mail/deliver-mail.ts");
  await Promise.all([deliverMail(), anotherInstance(), deliverMail(), anotherInstance()]);
  expect(await mailsTo(email)).toHaveLength(3);
});

test("a mail that the server does not take waits, longer each time, and goes out later", async () => {
  const email = newEmail();
  const db = getDatabase();
  await queueMail(db, { email: `${"x".repeat(300)} ${email}`, locale: "en" }, "codes-made", {
    browser: "Chrome",
  });
  await deliverMail();
  const [first] = await waiting();
  expect(first).toMatchObject({ attempts: 1, template: "codes-made" });
  expect(first?.lastError).not.toContain(email);
  await deliverMail();
  expect((await waiting())[0]?.attempts).toBe(1);
  await passTime("31 seconds");
  await deliverMail();
  const [second] = await waiting();
  expect(second?.attempts).toBe(2);
  await passTime("31 seconds");
  await deliverMail();
  expect((await waiting())[0]?.attempts).toBe(2);
  await db.update(outbox).set({ recipient: email });
  await passTime("31 seconds");
  expect(await mailsTo(email)).toHaveLength(1);
  expect(await waiting()).toEqual([]);
});

test("what is rolled back sends nothing", async () => {
  const email = newEmail();
  const work = getDatabase().transaction(async (tx) => {
    await queueMail(tx, { email, locale: "en" }, "account-deleted", {});
    throw new Error("something else failed");
  });
  await expect(work).rejects.toThrow("something else failed");
  expect(await mailsTo(email)).toEqual([]);
});

test("a session that is kept outlives the short limits, and never the step-up's", async () => {
  const { authenticator } = await newPerson();
  const kept = newBrowser();
  const brief = newBrowser();
  for (const [browser, keepSignedIn] of [
    [kept, true],
    [brief, false],
  ] as const) {
    const prepared = await prepareAuthentication(browser, authenticator, {});
    const body = { ...prepared, keepSignedIn };
    await browser.post("/api/webauthn/authentication/verification", body);
  }
  const status = async (browser: typeof kept) => (await browser.get("/api/account")).status;
  await passTime("59 minutes");
  expect([await status(kept), await status(brief)]).toEqual([200, 200]);
  await passTime("61 minutes");
  expect([await status(kept), await status(brief)]).toEqual([200, 401]);
  const { body } = await kept.post("/api/recovery/codes", {});
  expect(body).toMatchObject({ code: "step-up-required" });
  for (let month = 0; month < 2; month += 1) {
    await passTime("29 days");
    expect(await status(kept)).toBe(200);
  }
  await passTime("31 days");
  expect(await status(kept)).toBe(401);
});

test("a kept session ends after 90 days, however much it is used", async () => {
  const { authenticator } = await newPerson();
  const browser = newBrowser();
  const prepared = await prepareAuthentication(browser, authenticator, {});
  const path = "/api/webauthn/authentication/verification";
  await browser.post(path, { ...prepared, keepSignedIn: true });
  for (let week = 0; week < 12; week += 1) {
    await passTime("7 days");
    expect((await browser.get("/api/account")).status).toBe(200);
  }
  await passTime("7 days");
  expect((await browser.get("/api/account")).status).toBe(401);
});

import { execFile } from "node:child_process";
import { join } from "node:path";
import { eq } from "drizzle-orm";
import { expect, test } from "vitest";
import { auditEvents } from "#db/audit-schema.ts";
import { recoveryRequests } from "#db/recovery-schema.ts";
import { accounts } from "#db/schema.ts";
import { snapshotDatabase } from "#e2e/support/database-snapshot.ts";
import { eventOf, expectRefusal } from "#e2e/support/expect-refusal.ts";
import { tokenIn } from "#e2e/support/mail-server.ts";
import { passTime } from "#e2e/support/pass-time.ts";
import { newAuthenticator, newBrowser, newEmail, newPerson, suspend } from "#e2e/support/people.ts";
import {
  askOperator,
  enrolTokenIn,
  expectWithout,
  followLink,
  newConfirmedPerson,
  seenOf,
  stopByLink,
} from "#e2e/support/recover.ts";
import { addPasskey } from "#e2e/support/run-ceremonies.ts";
import { mailsTo } from "#e2e/support/test-mailbox.ts";
import { getDatabase } from "#lib/database.ts";
import { approveRequest } from "#lib/recovery/approve-request.ts";
import { denyRequest } from "#lib/recovery/deny-request.ts";
import { listRequests } from "#lib/recovery/list-requests.ts";

const approved = "Your request was approved";
const refused = { refused: "not-found" };

const listed = async (email: string) => (await listRequests()).find((one) => one.email === email);

/** The id of what the person now has before the operator. */
const ask = async (email: string, note?: string) => {
  await askOperator(email, note);
  return (await listed(email))?.id ?? "";
};

const eventsNamed = async (name: string, accountId: string) => {
  const own = eq(auditEvents.accountId, accountId);
  const events = await getDatabase().select().from(auditEvents).where(own);
  return events.filter((event) => event.name === name);
};

test("an approved request brings a link by mail, which enrols a passkey", async () => {
  const { account } = await newConfirmedPerson();
  const { status, headers } = await askOperator(account.email, " I know\nmy number\u0000 ");
  expect(status).toBe(204);
  const asked = await eventOf(headers.get("x-request-id"));
  expect(asked).toMatchObject({ name: "recovery-ask", outcome: "done", accountId: account.id });
  const request = await listed(account.email);
  expect(request).toMatchObject({ emailVerified: true, note: "I know\nmy number" });
  expect(await mailsTo(account.email)).toEqual([]);

  expect(await approveRequest(request?.id ?? "")).toBeNull();
  const [event] = await eventsNamed("recovery-approve", account.id);
  expect(event).toMatchObject({ outcome: "done", sourceHash: null });
  expect(event?.requestId).toMatch(/^[0-9a-f-]{36}$/);
  expect(await listed(account.email)).toBeUndefined();
  const token = await enrolTokenIn(account.email, approved);
  const browser = newBrowser();
  expect((await followLink(browser, token)).status).toBe(204);
  await expectRefusal(() => browser.get("/api/account"), "recovery-only", null);
  expect((await addPasskey(browser, newAuthenticator())).status).toBe(201);
  await expectRefusal(() => followLink(newBrowser(), token), "link-rejected", null);
  expectWithout(
    [await snapshotDatabase(), await getDatabase().select().from(auditEvents)],
    [token],
  );
});

test("an address that nobody confirmed is decided on too, and the mail goes there", async () => {
  const { account } = await newPerson();
  const id = await ask(account.email);
  expect(await listed(account.email)).toMatchObject({ emailVerified: false });
  expect(await approveRequest(id)).toBeNull();
  const token = await enrolTokenIn(account.email, approved);
  expect((await followLink(newBrowser(), token)).status).toBe(204);
});

test("the link is good for 24 hours, and its mail can stop it", async () => {
  const late = await newConfirmedPerson();
  await approveRequest(await ask(late.account.email));
  await passTime("24 hours");
  const lateToken = await enrolTokenIn(late.account.email, approved);
  await expectRefusal(() => followLink(newBrowser(), lateToken), "link-rejected", null);
  const { account } = await newConfirmedPerson();
  await approveRequest(await ask(account.email));
  const [mail] = await mailsTo(account.email);
  expect((await stopByLink(tokenIn(mail ?? {}, "/stop-recovery"))).status).toBe(204);
  const token = tokenIn(mail ?? {}, "/recover/mail");
  await expectRefusal(() => followLink(newBrowser(), token), "link-rejected", null);
});

test("fifty at once approve, and follow, once", async () => {
  const { account } = await newConfirmedPerson();
  const id = await ask(account.email);
  const results = await Promise.all(Array.from({ length: 50 }, () => approveRequest(id)));
  expect(results.filter((result) => result === null)).toHaveLength(1);
  const token = await enrolTokenIn(account.email, approved);
  expect(await mailsTo(account.email)).toHaveLength(1);
  const replies = await Promise.all(
    Array.from({ length: 50 }, () => followLink(newBrowser(), token)),
  );
  expect(replies.filter(({ status }) => status === 204)).toHaveLength(1);
});

test("a denied request is over, and that is mailed", async () => {
  const { account } = await newConfirmedPerson();
  const id = await ask(account.email);
  expect(await denyRequest(id)).toBeNull();
  expect((await mailsTo(account.email)).map(({ subject }) => subject)).toEqual([
    "Your request was denied",
  ]);
  expect(await eventsNamed("recovery-deny", account.id)).toHaveLength(1);
  expect(await approveRequest(id)).toMatchObject(refused);
  expect(await denyRequest(id)).toMatchObject(refused);
});

test("a request is decided on for 14 days, and not for a suspended account", async () => {
  const late = await newConfirmedPerson();
  const lateId = await ask(late.account.email);
  await passTime("14 days");
  expect(await listed(late.account.email)).toBeUndefined();
  expect(await approveRequest(lateId)).toMatchObject(refused);
  const { account } = await newConfirmedPerson();
  const id = await ask(account.email);
  await suspend(account.id);
  expect(await approveRequest(id)).toMatchObject(refused);
  expect(await approveRequest("no-such-id")).toMatchObject(refused);
  expect(await mailsTo(account.email)).toEqual([]);
});

test("asking again changes nothing while one waits", async () => {
  const { account } = await newConfirmedPerson();
  await ask(account.email, "the first words");
  await Promise.all(Array.from({ length: 10 }, () => askOperator(account.email, "others")));
  const waiting = (await listRequests()).filter(({ email }) => email === account.email);
  expect(waiting.map(({ note }) => note)).toEqual(["the first words"]);
});

test("no answer tells whose address is known", async () => {
  const known = await newConfirmedPerson();
  const unconfirmed = await newPerson();
  const suspended = await newConfirmedPerson();
  await suspend(suspended.account.id);
  const emails = [known, unconfirmed, suspended].map(({ account }) => account.email);
  const [one, ...others] = await Promise.all(
    [...emails, newEmail()].map((email) => askOperator(email)),
  );
  if (!one) throw new Error("there is no answer");
  for (const other of others) expect(seenOf(other)).toEqual(seenOf(one));
  expect(await listed(suspended.account.email)).toBeUndefined();
});

test("of several accounts with an address, the one that confirmed it is meant, or none", async () => {
  const { account } = await newConfirmedPerson();
  const squatter = await newPerson();
  const { email } = account;
  const own = eq(accounts.id, squatter.account.id);
  await getDatabase().update(accounts).set({ email }).where(own);
  const id = await ask(email);
  const [request] = await getDatabase()
    .select()
    .from(recoveryRequests)
    .where(eq(recoveryRequests.id, id));
  expect(request?.accountId).toBe(account.id);

  const one = await newPerson();
  const two = await newPerson();
  const both = one.account.email;
  await getDatabase().update(accounts).set({ email: both }).where(eq(accounts.id, two.account.id));
  expect(await ask(both)).toBe("");
});

/** Runs the operator's command on the database of these tests. */
const command = async (...words: string[]) => {
  const { promise, resolve } = Promise.withResolvers<{ code: number; out: string }>();
  const script = join(import.meta.dirname, "../../scripts/recovery.ts");
  const env = { ...process.env, NODE_ENV: "production" as const };
  execFile(process.execPath, [script, ...words], { env }, (error, out, err) =>
    resolve({ code: error ? 1 : 0, out: out + err }),
  );
  return await promise;
};

test("the operator's command lists, approves and denies, and prints no secret", async () => {
  const one = await newConfirmedPerson();
  const other = await newPerson();
  const id = await ask(one.account.email, "the invoice\nof\u202eMay");
  const otherId = await ask(other.account.email);
  const { out } = await command("list");
  expect(out).toContain(`${one.account.email} (confirmed)`);
  expect(out).toContain("the invoice of May");
  expect(out).not.toContain("\u202e");
  expect(out).toContain(`${other.account.email} (not confirmed)`);
  const done = await command("approve", id);
  expect(done).toMatchObject({ code: 0 });
  expect((await command("deny", otherId)).code).toBe(0);
  const token = await enrolTokenIn(one.account.email, approved);
  expect(done.out).not.toContain(token);
  expect((await followLink(newBrowser(), token)).status).toBe(204);
  expect((await mailsTo(other.account.email)).at(-1)?.subject).toBe("Your request was denied");
  expect(await command("approve", id)).toMatchObject({ code: 1 });
  const unknown = await command("grant", id);
  expect(unknown).toMatchObject({ code: 1 });
  expect(unknown.out).toContain("Usage: npm run recovery");
  // Five processes, each of which brings the database to the newest schema.
}, 60_000);

test("a note is needed, and short", async () => {
  const { account } = await newConfirmedPerson();
  const cases = [
    [undefined, "note-missing"],
    [" \n ", "note-missing"],
    ["x".repeat(501), "note-long"],
  ] as const;
  for (const [note, code] of cases) {
    const send = () => newBrowser().post("/api/recovery/operator", { email: account.email, note });
    const problem = await expectRefusal(send, "invalid-request", null);
    expect(problem.errors).toMatchObject([{ path: "note", code }]);
  }
});

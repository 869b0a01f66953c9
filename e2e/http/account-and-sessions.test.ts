import { eq, sql } from "drizzle-orm";
import { expect, test } from "vitest";
import { auditEvents } from "#db/audit-schema.ts";
import { sessions } from "#db/schema.ts";
import { eventOf, expectRefusal } from "#e2e/support/expect-refusal.ts";
import {
  letStepUpLapse,
  newBrowser,
  newPerson,
  sessionCookie,
  userAgent,
} from "#e2e/support/people.ts";
import { signIn } from "#e2e/support/run-ceremonies.ts";
import { getDatabase } from "#lib/database.ts";
import type { SessionListing } from "#lib/sessions/session.ts";

type Browser = ReturnType<typeof newBrowser>;
const list = async (browser: Browser) =>
  (await browser.get<{ sessions: SessionListing[] }>("/api/sessions")).body.sessions;

const age = (accountId: string, column: "last_seen_at" | "expires_at", interval: string) =>
  getDatabase().execute(
    sql`update sessions set ${sql.identifier(column)} = now() - ${interval}::interval
        where account_id = ${accountId}`,
  );

const unsigned: [string, (browser: Browser) => Promise<{ status: number }>][] = [
  ["GET /api/account", (browser) => browser.get("/api/account")],
  ["PATCH /api/account", (browser) => browser.patch("/api/account", { name: "Eve" })],
  ["PATCH with a bad body", (browser) => browser.patch("/api/account", { name: 7 })],
  ["POST /api/account/export", (browser) => browser.post("/api/account/export", {})],
  ["DELETE /api/account", (browser) => browser.delete("/api/account")],
  ["GET /api/passkeys", (browser) => browser.get("/api/passkeys")],
  ["GET /api/passkeys/accepted", (browser) => browser.get("/api/passkeys/accepted")],
  ["PATCH /api/passkeys/{id}", (browser) => browser.patch("/api/passkeys/x", { name: "x" })],
  ["DELETE /api/passkeys/{id}", (browser) => browser.delete("/api/passkeys/x")],
  ["GET /api/sessions", (browser) => browser.get("/api/sessions")],
  ["DELETE /api/sessions", (browser) => browser.delete("/api/sessions")],
  ["DELETE /api/sessions/{id}", (browser) => browser.delete("/api/sessions/x")],
  ["POST /api/sign-out", (browser) => browser.post("/api/sign-out", {})],
];

test.each(unsigned)("%s without a session is 401", async (_, act) => {
  await expectRefusal(() => act(newBrowser()) as never, "signed-out", null);
  const forger = newBrowser();
  forger.cookies.set(sessionCookie, "Fe26.2*1*made*up*by*me*0*x*y~2");
  await expectRefusal(() => act(forger) as never, "signed-out", null);
});

test("a copy of all that is kept needs a step-up, is recorded, and holds no secret", async () => {
  const { browser, account, passkey } = await newPerson();
  const other = await newPerson();
  const { status, body, headers } = await browser.post<Record<string, unknown>>(
    "/api/account/export",
    {},
  );
  expect(status).toBe(200);
  expect(body).toMatchObject({ account, passkeys: [{ id: passkey.id }], sessions: [{}] });
  expect(Object.keys(body)).toEqual([
    ...["account", "passkeys", "sessions", "activity", "roles", "services"],
  ]);
  const event = await eventOf(headers.get("x-request-id"));
  expect(event).toMatchObject({ name: "account-export", accountId: account.id });
  const text = JSON.stringify(body);
  expect(text).not.toMatch(/hash|publicKey|userHandle|counter|credentialId/i);
  expect(text).not.toContain(other.account.id);
  await letStepUpLapse(account.id);
  const act = () => browser.post("/api/account/export", {});
  await browser.get("/api/account");
  await expectRefusal(act, "step-up-required", null);
});

test("the account takes another name, or none", async () => {
  const { browser, account } = await newPerson();
  const named = await browser.patch("/api/account", { name: " Ada " });
  expect(named.body).toEqual({ account: { ...account, name: "Ada" } });
  const event = await eventOf(named.headers.get("x-request-id"));
  expect(event).toMatchObject({ name: "account-rename", accountId: account.id });
  const bare = await browser.patch("/api/account", { name: null });
  expect(bare.body).toEqual({ account: { ...account, name: null } });
  const act = () => browser.patch("/api/account", { email: "eve@example.com" });
  await expectRefusal(act, "invalid-request", null);
});

test("deleting the account removes what belongs to it, and keeps the trail", async () => {
  const { browser, authenticator, account } = await newPerson();
  const other = await newPerson();
  const { status, headers } = await browser.delete("/api/account");
  expect(status).toBe(204);
  expect(browser.cookies.has(sessionCookie)).toBe(false);
  expect(await eventOf(headers.get("x-request-id"))).toMatchObject({ name: "account-delete" });
  const kept = await getDatabase()
    .select()
    .from(auditEvents)
    .where(eq(auditEvents.accountId, account.id));
  expect(kept.length).toBeGreaterThanOrEqual(4);
  const act = () => signIn(newBrowser(), authenticator);
  await expectRefusal(act, "passkey-unknown", "passkey-unknown");
  expect((await other.browser.get("/api/account")).status).toBe(200);
});

test("sign-out ends the session and removes the cookie; the old cookie is dead", async () => {
  const { browser } = await newPerson();
  const cookie = browser.cookies.get(sessionCookie) ?? "";
  const { status, headers } = await browser.post("/api/sign-out", {});
  expect(status).toBe(204);
  expect(await eventOf(headers.get("x-request-id"))).toMatchObject({ name: "sign-out" });
  expect(browser.cookies.has(sessionCookie)).toBe(false);
  browser.cookies.set(sessionCookie, cookie);
  await expectRefusal(() => browser.get("/api/account"), "signed-out", null);
});

test("the sessions are listed, the newest first, with what they are", async () => {
  const { browser, authenticator, passkey } = await newPerson();
  const elsewhere = newBrowser();
  await signIn(elsewhere, authenticator);
  const listed = await list(elsewhere);
  expect(listed.map(({ current }) => current)).toEqual([true, false]);
  expect(listed[0]).toMatchObject({
    userAgent,
    ip: null,
    method: "passkey",
    passkeyId: passkey.id,
  });
  expect((await list(browser)).map(({ id }) => id).sort()).toEqual(
    listed.map(({ id }) => id).sort(),
  );
});

test("one session is ended, or all others", async () => {
  const { browser, authenticator } = await newPerson();
  const [second, third, fourth] = [newBrowser(), newBrowser(), newBrowser()];
  for (const one of [second, third, fourth]) await signIn(one, authenticator);
  const own = (await list(second)).find(({ current }) => current);
  expect((await browser.delete(`/api/sessions/${own?.id}`)).status).toBe(204);
  await expectRefusal(() => second.get("/api/account"), "signed-out", null);
  expect((await browser.delete("/api/sessions")).status).toBe(204);
  for (const one of [third, fourth]) {
    await expectRefusal(() => one.get("/api/account"), "signed-out", null);
  }
  expect((await browser.get("/api/account")).status).toBe(200);
});

test("another account's session is as one that does not exist", async () => {
  const { browser } = await newPerson();
  const other = await newPerson();
  const [theirs] = await list(other.browser);
  for (const id of [theirs?.id, "A".repeat(22), "x"]) {
    await expectRefusal(() => browser.delete(`/api/sessions/${id}`), "not-found", null);
  }
});

test("a session ends after an hour unused, and after a day in any case", async () => {
  const idle = await newPerson();
  await age(idle.account.id, "last_seen_at", "59 minutes");
  expect((await idle.browser.get("/api/account")).status).toBe(200);
  await age(idle.account.id, "last_seen_at", "61 minutes");
  await expectRefusal(() => idle.browser.get("/api/account"), "signed-out", null);
  const old = await newPerson();
  await age(old.account.id, "expires_at", "1 second");
  await expectRefusal(() => old.browser.get("/api/account"), "signed-out", null);
  const [row] = await getDatabase()
    .select({ hours: sql<number>`extract(epoch from expires_at - created_at) / 3600` })
    .from(sessions)
    .where(eq(sessions.accountId, idle.account.id));
  expect(Number(row?.hours)).toBeCloseTo(24, 2);
});

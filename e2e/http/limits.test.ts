import { sql } from "drizzle-orm";
import { afterEach, expect, test, vi } from "vitest";
import { auditEvents } from "#db/audit-schema.ts";
import { rateLimits } from "#db/schema.ts";
import { followElsewhere } from "#e2e/support/another-instance.ts";
import { countPassed, from, newAddress, waitMinutes } from "#e2e/support/come-from.ts";
import { expectRefusal } from "#e2e/support/expect-refusal.ts";
import { passTime } from "#e2e/support/pass-time.ts";
import { newBrowser, newPerson, origin } from "#e2e/support/people.ts";
import { getDatabase } from "#lib/database.ts";
import { getEnv } from "#lib/env.ts";
import { sweepLimits } from "#lib/limits/sweep-limits.ts";

process.env.LIMITS_SCALE = "1";

/** A hundred a quarter of an hour by address; without a cookie nothing else is counted. */
const follow = () => newBrowser().post("/api/recovery/mail/link", { token: "x" });
const quarter = 15 * 60;

const exhaust = (address: string) => from(address, () => countPassed(150, follow));
const rowsOf = () => getDatabase().select().from(rateLimits);
const sumOfPoints = async () => (await rowsOf()).reduce((sum, { points }) => sum + points, 0);

afterEach(() => {
  vi.useRealTimers();
});

test("of all that come at once, exactly as many pass as the limit says", async () => {
  expect(getEnv().limitsScale).toBe(1);
  const address = newAddress();
  expect(await exhaust(address)).toBe(100);
  expect((await from(newAddress(), follow)).status).toBe(400);
  const { status, headers, body } = await from(address, follow);
  expect(status).toBe(429);
  expect(body).toMatchObject({ code: "rate-limited", type: "urn:problem:rate-limited" });
  const { retryAfter = 0 } = body as { retryAfter?: number };
  expect(headers.get("retry-after")).toBe(String(retryAfter));
  expect(retryAfter).toBeGreaterThan(quarter - 60);
  expect(retryAfter).toBeLessThanOrEqual(quarter);
});

test("two instances count together", async () => {
  const address = newAddress();
  const [here, there] = await Promise.all([
    followElsewhere(address, 70),
    followElsewhere(address, 70),
  ]);
  const statuses = [...here, ...there];
  expect(statuses).toHaveLength(140);
  expect(statuses.filter((status) => status === 400)).toHaveLength(100);
  expect(statuses.filter((status) => status === 429)).toHaveLength(40);
  expect((await from(address, follow)).status).toBe(429);
}, 60_000);

test("the wait is told as it shrinks, and then it works again", async () => {
  const address = newAddress();
  await exhaust(address);
  await waitMinutes(10);
  const { body } = await from(address, follow);
  const { retryAfter = 0 } = body as { retryAfter?: number };
  expect(retryAfter).toBeGreaterThan(5 * 60 - 60);
  expect(retryAfter).toBeLessThanOrEqual(5 * 60);
  await waitMinutes(5);
  expect(await exhaust(address)).toBe(100);
});

test("windows go by the database's clock, whatever an instance's own says", async () => {
  const address = newAddress();
  vi.useFakeTimers({ toFake: ["Date"] });
  for (const minutes of [10, -20, 60 * 24, 0]) {
    vi.setSystemTime(Date.now() + minutes * 60_000);
    await from(address, () => countPassed(25, follow));
  }
  const [row] = await getDatabase().execute<{ left: number; points: number }>(sql`
    select points, extract(epoch from expire - now())::float as left from ${rateLimits}
    order by expire desc limit 1`);
  expect(row?.points).toBe(100);
  expect(row?.left).toBeLessThanOrEqual(quarter);
  const { body } = await from(address, follow);
  expect((body as { retryAfter?: number }).retryAfter).toBeLessThanOrEqual(quarter);
});

test("the neighbours of a /64 share one limit; the next /64 has its own", async () => {
  const each = (index: number) => from(`2001:db8:1:1::${index.toString(16)}`, follow);
  expect(await countPassed(150, each)).toBe(100);
  expect((await from("2001:db8:1:1:ffff::1", follow)).status).toBe(429);
  expect((await from("2001:db8:1:2::1", follow)).status).toBe(400);
});

test("X-Forwarded-For changes nothing where no proxy is trusted", async () => {
  const address = newAddress();
  const act = (index: number) => {
    const headers = { "x-forwarded-for": `203.0.113.${index}` };
    const body = { token: "x" };
    return from(address, () =>
      newBrowser().send("POST", "/api/recovery/mail/link", { body, headers }),
    );
  };
  expect(await countPassed(150, act)).toBe(100);
});

test("a refusal changes nothing, is no event, and costs no statement once it is known", async () => {
  const address = newAddress();
  await exhaust(address);
  const events = () => getDatabase().$count(auditEvents);
  const before = [await events(), await sumOfPoints()];
  await expectRefusal(() => from(address, follow), "rate-limited", null);
  expect(await from(address, () => countPassed(100, follow))).toBe(0);
  expect([await events(), await sumOfPoints()]).toEqual(before);
});

test("another site, or another content type, is not counted", async () => {
  const address = newAddress();
  const before = await sumOfPoints();
  const headers = { origin: "https://evil.example" };
  const act = () => newBrowser().send("POST", "/api/recovery/mail/link", { body: {}, headers });
  await from(address, () => countPassed(20, act));
  expect(await sumOfPoints()).toBe(before);
});

test("by account it is the same from wherever its sessions come, and nobody else's", async () => {
  const [{ browser, account }, other] = await Promise.all([newPerson(), newPerson()]);
  const make = () => from(newAddress(), () => browser.post("/api/recovery/codes", {}));
  expect(await countPassed(25, make)).toBe(20);
  await expectRefusal(make, "rate-limited", null);
  expect((await other.browser.post("/api/recovery/codes", {})).status).toBe(201);
  // The rest of the account goes on.
  expect((await from(newAddress(), () => browser.get("/api/account"))).status).toBe(200);
  expect(JSON.stringify(await rowsOf())).not.toContain(account.id);
});

test("a browser that runs wild is stopped before it uses up its office", async () => {
  const address = newAddress();
  const browser = newBrowser();
  await from(address, () => browser.post("/api/webauthn/authentication/options", {}));
  const choose = (who = browser) =>
    from(address, () => who.patch("/api/preferences", { theme: "dark" }));
  expect(await countPassed(250, () => choose())).toBe(200);
  const before = await sumOfPoints();
  expect(await countPassed(100, () => choose())).toBe(0);
  expect(await sumOfPoints()).toBe(before);
  expect((await choose(newBrowser())).status).toBe(204);
});

test("the table names nobody, and forgets what is over", async () => {
  const address = newAddress();
  const email = "grace@example.com";
  const body = { email, note: "It is me" };
  await from(address, () => newBrowser().post("/api/recovery/operator", body));
  await from(address, follow);
  const text = JSON.stringify(await rowsOf());
  expect(text).toContain("POST /api/recovery/operator by mailbox");
  for (const personal of [address, email, origin]) expect(text).not.toContain(personal);
  await passTime("61 minutes");
  await sweepLimits();
  expect(await rowsOf()).toEqual([]);
});

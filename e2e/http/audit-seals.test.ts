import { asc, eq, sql } from "drizzle-orm";
import { beforeEach, expect, test, vi } from "vitest";
import { auditEvents, auditLeaves } from "#db/audit-schema.ts";
import { connect } from "#db/client.ts";
import {
  ageSeals,
  asOwner,
  emptyTrail,
  newSealedPerson,
  ownerUrl,
  readSeals,
  recordEvents,
  verdict,
} from "#e2e/support/audit-trail.ts";
import { configuredKeys, deriveKey } from "#lib/audit/audit-keys.ts";
import { recordEvent } from "#lib/audit/event.ts";
import { hashSeal } from "#lib/audit/seal-format.ts";
import { sealTrail } from "#lib/audit/seal-trail.ts";
import { verifyDatabase } from "#lib/audit/verify-database.ts";
import { getDatabase } from "#lib/database.ts";
import { getEnv } from "#lib/env.ts";

beforeEach(async () => {
  vi.restoreAllMocks();
  await emptyTrail();
});

const readLeaves = () =>
  getDatabase().select().from(auditLeaves).orderBy(asc(auditLeaves.position));

test("an empty trail has no seal, and is intact", async () => {
  await sealTrail();
  expect(await readSeals()).toEqual([]);
  expect(await verdict()).toBe("intact");
  const { head, events } = await verifyDatabase(configuredKeys());
  expect({ head, events }).toEqual({ head: null, events: 0 });
});

test("a run seals what is new, once, and chains it to what was before", async () => {
  await newSealedPerson();
  await sealTrail();
  const [one, two, three, four, ...more] = await readSeals();
  expect(more).toEqual([]);
  expect([two, three, four]).toMatchObject([
    { number: 2, first: one?.count ? one.count + 1 : 0, count: 3 },
    { number: 3, count: 3 },
    { number: 4, count: 3 },
  ]);
  expect(two && three && hashSeal(two).equals(three.previous)).toBe(true);
  const report = await verifyDatabase(configuredKeys());
  const events = (one?.count ?? 0) + 9;
  expect(report).toMatchObject({ events, seals: 4, unsealed: 0, pruned: 0, forgotten: 0 });
  expect(report.head).toEqual({ number: 4, hash: four && hashSeal(four).toString("base64url") });
});

test("eight sealers at once leave a chain without a gap and without a double", async () => {
  const rounds = Array.from({ length: 8 }, async () => {
    for (let round = 0; round < 10; round += 1) {
      await recordEvents(2);
      await sealTrail();
    }
  });
  await Promise.all(rounds);
  await sealTrail();
  const leaves = await readLeaves();
  expect(leaves.map(({ position }) => position)).toEqual(leaves.map((_, index) => index + 1));
  expect(new Set(leaves.map(({ eventId }) => eventId)).size).toBe(160);
  expect(await verdict()).toBe("intact");
});

test("more than one seal holds go under several, in one run", async () => {
  await asOwner(`insert into audit_events (name, outcome, request_id)
    select 'sign-in', 'done', 'request-' || n from generate_series(1, 12000) n`);
  await sealTrail();
  expect((await readSeals()).map(({ count }) => count)).toEqual([5000, 5000, 2000]);
  expect(await verdict()).toBe("intact");
});

test("what commits late, with a lower id, is sealed later", async () => {
  const { promise: committed, resolve: commit } = Promise.withResolvers<void>();
  const { promise: inserted, resolve: noteInserted } = Promise.withResolvers<void>();
  const late = getDatabase().transaction(async (tx) => {
    const caller = { requestId: "late-request", ip: null, userAgent: null, locale: "en" as const };
    await recordEvent(tx, { name: "sign-out", outcome: "done" }, caller);
    noteInserted();
    await committed;
  });
  await inserted;
  await recordEvents(3);
  await sealTrail();
  expect(await verdict()).toBe("intact");
  commit();
  await late;
  await sealTrail();
  const leaves = await readLeaves();
  const [event] = await getDatabase()
    .select()
    .from(auditEvents)
    .where(eq(auditEvents.requestId, "late-request"));
  expect(leaves.at(-1)).toMatchObject({ position: 4, eventId: event?.id, seal: 2 });
  expect(Math.min(...leaves.map(({ eventId }) => eventId))).toBe(event?.id);
  expect(await verdict()).toBe("intact");
});

test("sealing waits for nobody who writes, and nobody for it", async () => {
  await recordEvents(1);
  const db = connect(ownerUrl(), 1);
  await db.transaction(async (tx) => {
    await tx.execute(sql`lock table audit_events in row exclusive mode`);
    await sealTrail();
    await recordEvents(1);
  });
  await db.$client.end();
  expect(await readSeals()).toHaveLength(1);
});

const [oldest, old, new_] = ["oldest", "old", "new"].map((name) => name.padEnd(32, "-"));

const withKeys = (...keys: (string | undefined)[]) =>
  vi.spyOn(getEnv(), "auditKeys", "get").mockReturnValue(keys.filter((key) => key !== undefined));

test("keys rotate: the first signs, all verify, and a dropped one is given by its public key", async () => {
  for (const keys of [[oldest], [old, oldest], [new_, old]]) {
    withKeys(...keys);
    await recordEvents(1);
    await sealTrail();
  }
  withKeys(new_, old, oldest);
  expect(await verdict()).toBe("intact");
  withKeys(new_, old);
  const { id } = deriveKey(oldest ?? "");
  expect(await verdict()).toMatch(
    new RegExp(`^event \\d+, .* position 1, seal 1: its seal is signed by the key ${id}, .*--key`),
  );
  const { signedBy } = await verifyDatabase([...configuredKeys(), deriveKey(oldest ?? "")]);
  expect(signedBy).toEqual(
    new Map([oldest, old, new_].map((secret) => [deriveKey(secret ?? "").id, 1])),
  );
});

test("a head that was noted is found, whatever came after it", async () => {
  await recordEvents(1);
  await sealTrail();
  const { head } = await verifyDatabase(configuredKeys());
  await recordEvents(1);
  await sealTrail();
  expect(await verdict(head?.hash)).toBe("intact");
  expect(await verdict("A".repeat(43))).toContain("not in this trail");
});

test("events of the last minute may wait for their seal; then the first is named", async () => {
  await recordEvents(2);
  expect((await verifyDatabase(configuredKeys())).unsealed).toBe(2);
  await asOwner("update audit_events set at = now() - interval '61 seconds'");
  expect(await verdict()).toMatch(/^event \d+, .*, sign-in: no seal covers it after a minute/);
  await sealTrail();
  expect(await verdict()).toBe("intact");
});

test("an event put among those that were sealed long ago is named, and not sealed", async () => {
  await recordEvents(1);
  await recordEvents(1);
  await asOwner("delete from audit_events where id = (select min(id) from audit_events)");
  await sealTrail();
  await ageSeals(1);
  await asOwner(`insert into audit_events (id, at, name, outcome, request_id)
    overriding system value
    select min(id) - 1, 'infinity', 'sign-out', 'done', 'forged' from audit_events`);
  await sealTrail();
  expect(await verdict()).toMatch(/^event \d+, invalid, sign-out: it was inserted/);
  expect(await readSeals()).toHaveLength(1);
});

test("an id that the database never gave stops no sealing, and is named", async () => {
  const forge = (id: string) =>
    getDatabase().execute(sql`insert into audit_events (id, name, outcome, request_id)
      overriding system value values (${id}::bigint, 'sign-out', 'done', 'forged')`);
  for (const id of ["9007199254740993", "4000000000", "-5"]) await forge(id);
  await recordEvents(1);
  await sealTrail();
  await ageSeals(1);
  await recordEvents(1);
  await sealTrail();
  expect(await readSeals()).toMatchObject([{ count: 1 }, { count: 1 }]);
  expect(await verdict()).toMatch(/^event .* sign-out: it was inserted: .* never gave this id/);
  await asOwner("delete from audit_events where name = 'sign-out'");
  expect(await verdict()).toBe("intact");
});

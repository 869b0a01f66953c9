import { randomBytes } from "node:crypto";
import { desc, eq, sql } from "drizzle-orm";
import { beforeEach, expect, test, vi } from "vitest";
import { auditEvents, auditLeaves, auditSeals, auditSources } from "#db/audit-schema.ts";
import { migrate } from "#db/migrate.ts";
import {
  ageSeals,
  asOwner,
  emptyTrail,
  newOldTrail,
  newSealedPerson,
  ownerUrl,
  readSeals,
  recordEvents,
  verdict,
} from "#e2e/support/audit-trail.ts";
import { snapshotDatabase } from "#e2e/support/database-snapshot.ts";
import { newPerson } from "#e2e/support/people.ts";
import { configuredKeys } from "#lib/audit/audit-keys.ts";
import { pruneTrail } from "#lib/audit/prune-trail.ts";
import { sealTrail } from "#lib/audit/seal-trail.ts";
import { verifyDatabase } from "#lib/audit/verify-database.ts";
import { closeDatabase, getDatabase } from "#lib/database.ts";
import { getEnv } from "#lib/env.ts";

const trail = ["audit_events", "audit_sources"];

beforeEach(async () => {
  vi.restoreAllMocks();
  await emptyTrail();
});

const count = async () => {
  const db = getDatabase();
  const counted = [auditEvents, auditLeaves, auditSources, auditSeals].map((table) =>
    db.$count(table),
  );
  return await Promise.all(counted);
};

test("what is young stays, and nothing is noted", async () => {
  await newSealedPerson();
  await ageSeals(29);
  const before = await snapshotDatabase(trail);
  expect(await pruneTrail(ownerUrl(), 30)).toEqual({ through: 0, events: 0 });
  expect(await snapshotDatabase(trail)).toEqual(before);
});

test("whole seals that are old lose their events; the seals stay, and all stays provable", async () => {
  await newOldTrail();
  const [seals, { events }] = [await readSeals(), await verifyDatabase(configuredKeys())];
  expect(await pruneTrail(ownerUrl(), 30)).toEqual({ through: 4, events: events - 2 });
  // Two of the young seal, and one that tells of the prune.
  expect(await count()).toEqual([3, 2, 2, 5]);
  expect(await readSeals()).toEqual(seals);
  const [event] = await getDatabase().select().from(auditEvents).orderBy(desc(auditEvents.id));
  expect(event).toMatchObject({ name: "audit-prune", outcome: "done", accountId: null });
  expect(event?.requestId).toBe("through-seal-4");
  expect(await verifyDatabase(configuredKeys())).toMatchObject({ events: 2, seals: 5, pruned: 4 });
  await sealTrail();
  expect(await verifyDatabase(configuredKeys())).toMatchObject({ events: 3, seals: 6, pruned: 4 });
});

test("again is nothing, and later goes on", async () => {
  await newOldTrail();
  await pruneTrail(ownerUrl(), 30);
  const before = await snapshotDatabase(trail);
  expect(await pruneTrail(ownerUrl(), 30)).toEqual({ through: 4, events: 0 });
  expect(await snapshotDatabase(trail)).toEqual(before);
  await sealTrail();
  await asOwner("delete from audit_prunes");
  await ageSeals(31);
  expect(await pruneTrail(ownerUrl(), 30)).toEqual({ through: 6, events: 3 });
  expect(await verifyDatabase(configuredKeys())).toMatchObject({ events: 0, pruned: 6 });
  await sealTrail();
  expect(await verdict()).toBe("intact");
});

test("the sources go with their events, but for those that later events share", async () => {
  await newSealedPerson();
  const db = getDatabase();
  const [one] = await db.select().from(auditEvents).orderBy(desc(auditEvents.id)).limit(1);
  await ageSeals(31);
  // As two events of one statement, of which the first was the last under its seal.
  const { sourceHash = null, requestId = "" } = one ?? {};
  const shared = { name: "browser-new", outcome: "done", requestId, sourceHash };
  await db.insert(auditEvents).values(shared);
  await sealTrail();
  await pruneTrail(ownerUrl(), 30);
  expect(await db.select({ hash: auditSources.hash }).from(auditSources)).toEqual([
    { hash: one?.sourceHash },
  ]);
  expect(await verdict()).toBe("intact");
});

test("a role that owns the tables has the right to delete for the prune alone", async () => {
  const name = `latchkey_test_${randomBytes(6).toString("hex")}`;
  const database = new URL(ownerUrl());
  await asOwner(`create role ${name} login password '${database.password}'`);
  await asOwner(`create database ${name} owner ${name}`);
  database.pathname = name;
  const single = new URL(database);
  single.username = name;
  try {
    await migrate(single.href);
    await closeDatabase();
    vi.spyOn(getEnv(), "databaseUrl", "get").mockReturnValue(single.href);
    vi.stubEnv("DATABASE_OWNER_URL", database.href);
    await newOldTrail();
    const attempt = () => getDatabase().execute(sql`delete from audit_events`);
    await expect(attempt()).rejects.toMatchObject({ cause: { code: "42501" } });
    expect(await pruneTrail(single.href, 30)).toMatchObject({ through: 4 });
    await expect(attempt()).rejects.toMatchObject({ cause: { code: "42501" } });
    expect(await verifyDatabase(configuredKeys())).toMatchObject({ events: 2, pruned: 4 });
  } finally {
    await closeDatabase();
    vi.restoreAllMocks();
    vi.unstubAllEnvs();
    await asOwner(`drop database ${name} with (force)`);
    await asOwner(`drop role ${name}`);
  }
});

test("the app's role can prune nothing, and nothing is noted", async () => {
  await newOldTrail();
  const before = await snapshotDatabase(trail);
  const app = process.env.DATABASE_URL ?? "";
  await expect(pruneTrail(app, 30)).rejects.toThrow("Only the owner of the tables may prune");
  expect(await snapshotDatabase(trail)).toEqual(before);
});

test("pruning while instances write and seal breaks nothing", async () => {
  await newOldTrail();
  const writing = Array.from({ length: 4 }, async () => {
    for (let round = 0; round < 5; round += 1) {
      await recordEvents(2);
      await sealTrail();
    }
  });
  const pruning = [pruneTrail(ownerUrl(), 30), pruneTrail(ownerUrl(), 30)];
  const results = await Promise.all(pruning);
  await Promise.all(writing);
  expect(results.map(({ through }) => through)).toEqual([4, 4]);
  await sealTrail();
  expect(await verifyDatabase(configuredKeys())).toMatchObject({ events: 43, pruned: 4 });
});

test("a source that went with its deleted account is no fault", async () => {
  const { browser, account } = await newPerson();
  expect((await browser.delete("/api/account")).status).toBe(204);
  await sealTrail();
  const own = eq(auditEvents.accountId, account.id);
  const { forgotten } = await verifyDatabase(configuredKeys());
  expect(forgotten).toBe(await getDatabase().$count(auditEvents, own));
});

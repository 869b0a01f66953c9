import { lte } from "drizzle-orm";
import { beforeEach, expect, test, vi } from "vitest";
import { auditLeaves, auditPrunes } from "#db/audit-schema.ts";
import {
  asOwner,
  emptyTrail,
  newOldTrail,
  ownerUrl,
  readSeals,
  thenRestored,
  verdict,
} from "#e2e/support/audit-trail.ts";
import { configuredKeys, deriveKey } from "#lib/audit/audit-keys.ts";
import { pruneTrail } from "#lib/audit/prune-trail.ts";
import { signPrune } from "#lib/audit/seal-format.ts";
import { verifyDatabase } from "#lib/audit/verify-database.ts";
import { getDatabase } from "#lib/database.ts";
import { getEnv } from "#lib/env.ts";

beforeEach(async () => {
  vi.restoreAllMocks();
  await emptyTrail();
});

/** Notes that all old seals are to go, as a prune does before it deletes. */
const notePrune = async () => {
  const [key = expect.fail()] = configuredKeys();
  const [, , , last = expect.fail()] = await readSeals();
  await getDatabase()
    .insert(auditPrunes)
    .values(signPrune(last, new Date(), key));
};

test("a prune that was broken off is provable as it is, and goes on", async () => {
  await newOldTrail();
  const db = getDatabase();
  await notePrune();
  expect(await verifyDatabase(configuredKeys())).toMatchObject({ seals: 5, pruned: 0 });
  const old = db
    .select({ id: auditLeaves.eventId })
    .from(auditLeaves)
    .where(lte(auditLeaves.seal, 2));
  const ids = (await old).map(({ id }) => id).join();
  await asOwner(
    `delete from audit_events where id in (${ids}); delete from audit_leaves where seal <= 2`,
  );
  expect(await verifyDatabase(configuredKeys())).toMatchObject({ seals: 5, pruned: 2 });
  expect(await pruneTrail(ownerUrl(), 30)).toEqual({ through: 4, events: 6 });
  expect(await verifyDatabase(configuredKeys())).toMatchObject({ seals: 5, pruned: 4 });
});

const hidden: [string, string, RegExp][] = [
  [
    "a part of an old seal",
    "delete from audit_events where id in (select event_id from audit_leaves where seal = 2 limit 1)",
    /seal 2: the event is missing/,
  ],
  [
    "it and its leaf",
    "delete from audit_events where id in (select event_id from audit_leaves where position = 6); delete from audit_leaves where position = 6",
    /^position 6, seal 2: the event or its leaf is missing/,
  ],
  [
    "a seal after one that is whole",
    "delete from audit_events where id in (select event_id from audit_leaves where seal = 3); delete from audit_leaves where seal = 3",
    /seal 3: the event or its leaf is missing/,
  ],
  [
    "a seal that no note speaks of",
    "delete from audit_events where id in (select event_id from audit_leaves where seal <= 5); delete from audit_leaves where seal <= 5",
    /seal 5: the event or its leaf is missing/,
  ],
];

test.each(hidden)("a note of a prune hides no deletion of %s", async (_, statement, what) => {
  await newOldTrail();
  await notePrune();
  await asOwner(statement);
  expect(await verdict()).toMatch(what);
});

test("a note that nobody with the key made proves nothing", async () => {
  await newOldTrail();
  await pruneTrail(ownerUrl(), 30);
  const expectAfter = async (statement: string, what: RegExp | string) =>
    thenRestored(async () => {
      await asOwner(statement);
      expect(await verdict()).toMatch(what);
    });
  await expectAfter(
    "delete from audit_prunes",
    "position 1, seal 1: the event or its leaf is missing",
  );
  await expectAfter(
    "update audit_prunes set through = 5",
    /pruned was changed after it was signed/,
  );
  await expectAfter("update audit_prunes set through = 9", /pruned names a seal that is missing/);
  const { id } = deriveKey("-".repeat(32));
  await expectAfter(
    `update audit_prunes set key_id = '${id}'`,
    /is not known: give its public key/,
  );
});

test("a prune by an old key stays good while its public key is known", async () => {
  await newOldTrail();
  await pruneTrail(ownerUrl(), 30);
  const [old = ""] = getEnv().auditKeys;
  vi.spyOn(getEnv(), "auditKeys", "get").mockReturnValue(["new".padEnd(32, "-")]);
  expect(await verdict()).toContain("were pruned is signed by the key");
  expect(await verifyDatabase([...configuredKeys(), deriveKey(old)])).toMatchObject({ pruned: 4 });
});

import { and, eq, sql } from "drizzle-orm";
import { expect, test } from "vitest";
import { auditEvents } from "#db/audit-schema.ts";
import { gateKeys } from "#db/gate-schema.ts";
import { getDatabase } from "#lib/database.ts";
import { listKeys, listPublicKeys, signingKey } from "#lib/gate/gate-keys.ts";
import { addKey, retireKey, rotateDueKeys } from "#lib/gate/rotate-keys.ts";

/** As if the keys had been made so many days earlier. */
const letDaysPass = (days: number) =>
  getDatabase()
    .update(gateKeys)
    .set({ signsFrom: sql`signs_from - make_interval(days => ${days})` });

const inUse = async () => (await listKeys()).filter(({ retiredAt }) => !retiredAt);

test("keys rotate by themselves, one instance at a time, with an overlap", async () => {
  await getDatabase().delete(gateKeys);
  await rotateDueKeys();
  expect(await listKeys()).toEqual([]);
  const { kid: first } = await signingKey();
  const rotate = () => Promise.all(Array.from({ length: 8 }, rotateDueKeys));
  await rotate();
  await letDaysPass(28);
  await rotate();
  expect(await inUse()).toHaveLength(1);
  await letDaysPass(1);
  await rotate();
  const [second] = await inUse();
  expect(await inUse()).toHaveLength(2);
  // Published, but not signing yet.
  expect((await signingKey()).kid).toBe(first);
  expect((await listPublicKeys()).keys).toHaveLength(2);
  await letDaysPass(1);
  await rotate();
  expect((await signingKey()).kid).toBe(second?.kid);
  expect(await inUse()).toHaveLength(2);
  await letDaysPass(1);
  await rotate();
  expect((await inUse()).map(({ kid }) => kid)).toEqual([second?.kid]);
  const retired = and(eq(auditEvents.name, "gate-key-retire"), eq(auditEvents.about, first));
  expect(await getDatabase().select().from(auditEvents).where(retired)).toHaveLength(1);
  const [old] = await getDatabase().select().from(gateKeys).where(eq(gateKeys.kid, first));
  expect(old).toMatchObject({ privateKey: "" });
});

test("the only key that signs can't be retired", async () => {
  await getDatabase().delete(gateKeys);
  const { kid } = await signingKey();
  const next = await addKey(3600);
  await expect(retireKey(kid)).rejects.toThrow("rotate first");
  await retireKey(next);
  await expect(retireKey(next)).rejects.toThrow("No key");
  await expect(retireKey("none")).rejects.toThrow("No key");
  const now = await addKey(0);
  await retireKey(kid);
  expect((await signingKey()).kid).toBe(now);
  await expect(addKey(-1)).rejects.toThrow("whole seconds");
  await expect(addKey(Number.NaN)).rejects.toThrow("whole seconds");
});

test("private keys are sealed at rest", async () => {
  await signingKey();
  const rows = await getDatabase().select().from(gateKeys);
  for (const { privateKey, publicJwk } of rows) {
    expect(privateKey).toMatch(/^(Fe26\.2|$)/);
    expect(publicJwk).not.toHaveProperty("d");
  }
});

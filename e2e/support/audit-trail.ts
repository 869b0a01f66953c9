import { asc, eq, sql } from "drizzle-orm";
import { auditSeals } from "#db/audit-schema.ts";
import { connect } from "#db/client.ts";
import { appendOnly } from "#db/grant-access.ts";
import { configuredKeys } from "#lib/audit/audit-keys.ts";
import { type AuditEvent, recordEvent } from "#lib/audit/event.ts";
import { hashSeal, noSeal, type Seal, signSeal } from "#lib/audit/seal-format.ts";
import { sealTrail } from "#lib/audit/seal-trail.ts";
import { TrailFault } from "#lib/audit/trail-fault.ts";
import { verifyDatabase } from "#lib/audit/verify-database.ts";
import { getDatabase } from "#lib/database.ts";
import { newPerson, userAgent } from "./people.ts";

/** How the owner of the tables connects to the database of this test file. */
export const ownerUrl = () => process.env.DATABASE_OWNER_URL ?? "";

/** Runs a statement as the owner of the tables, who may do anything. */
export async function asOwner(statement: string): Promise<void> {
  const db = connect(ownerUrl(), 1);
  try {
    await db.execute(sql.raw(statement));
  } finally {
    await db.$client.end();
  }
}

/** Writes `count` events, each from somewhere else. */
export async function recordEvents(count: number, event: Partial<AuditEvent> = {}): Promise<void> {
  for (let index = 1; index <= count; index += 1) {
    await recordEvent(
      getDatabase(),
      { name: "sign-in", outcome: "refused", reason: "counter", ...event },
      { requestId: crypto.randomUUID(), ip: `192.0.2.${index}`, userAgent, locale: "en" },
    );
  }
}

/** Somebody with three seals over three events each, after one over what their sign-up wrote. */
export async function newSealedPerson() {
  const person = await newPerson();
  const ids = { accountId: person.account.id, passkeyId: "passkey", sessionId: "session" };
  await sealTrail();
  for (let seal = 1; seal <= 3; seal += 1) {
    await recordEvents(3, { ...ids, about: "a-role" });
    await sealTrail();
  }
  return person;
}

/** Four seals that are 31 days old, and then one of now over two events. */
export async function newOldTrail(): Promise<void> {
  await newSealedPerson();
  await ageSeals(31);
  await recordEvents(2);
  await sealTrail();
}

/** What verifying the database says: "intact", or its fault. */
export async function verdict(head?: string): Promise<string> {
  try {
    await verifyDatabase(configuredKeys(), head);
    return "intact";
  } catch (error) {
    if (error instanceof TrailFault) return error.message;
    throw error;
  }
}

const tables = [...appendOnly, "audit_sources"];

/** Takes everything out of the trail. */
export function emptyTrail(): Promise<void> {
  return asOwner(`truncate ${tables.join()}`);
}

/** Puts the trail back, after `work`, to what it was. */
export async function thenRestored<T>(work: () => Promise<T>): Promise<T> {
  for (const table of tables) await asOwner(`create table saved_${table} as table ${table}`);
  try {
    return await work();
  } finally {
    for (const table of tables) {
      await asOwner(
        `truncate ${table}; insert into ${table} overriding system value table saved_${table}; drop table saved_${table}`,
      );
    }
  }
}

/** All seals, in order. */
export function readSeals(): Promise<Seal[]> {
  return getDatabase().select().from(auditSeals).orderBy(asc(auditSeals.number));
}

/** Makes all seals older by `days`, and signs them as the job would have done then. */
export async function ageSeals(days: number): Promise<void> {
  const [key] = configuredKeys();
  const owner = connect(ownerUrl(), 1);
  let previous = noSeal;
  for (const { number, sealedAt, ...rest } of await readSeals()) {
    const then = new Date(sealedAt.getTime() - days * 24 * 60 * 60 * 1000);
    const aged = key && signSeal({ ...rest, number, previous, sealedAt: then }, key);
    if (!aged) break;
    await owner.update(auditSeals).set(aged).where(eq(auditSeals.number, number));
    previous = hashSeal(aged);
  }
  await owner.$client.end();
}

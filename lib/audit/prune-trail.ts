import { asc, desc, eq, gte, lt, max, min, sql } from "drizzle-orm";
import {
  auditEvents,
  auditLeaves,
  auditPrunes,
  auditSeals,
  auditSources,
} from "#db/audit-schema.ts";
import { connect, type Database, type Transaction } from "#db/client.ts";
import { LaunchError } from "#lib/launch/launch-error.ts";
import { configuredKeys } from "./audit-keys.ts";
import { recordEvent } from "./event.ts";
import { mostEvents, signPrune } from "./seal-format.ts";

/** Any fixed number will do. */
const pruneLock = 7_205_759_405;

/**
 * Runs `work` with the right to delete, which nobody has outside of this transaction. One prune
 * after the other, since they change the rights of the same tables.
 */
const withRight = <T>(db: Database, work: (tx: Transaction) => Promise<T>) =>
  db.transaction(async (tx) => {
    await tx.execute(sql`select pg_advisory_xact_lock(${pruneLock})`);
    await tx.execute(sql`grant delete on ${auditEvents}, ${auditLeaves} to current_user`);
    // Who may not grant is warned by the server, and no more.
    const [own] = await tx.execute<{ may: boolean }>(
      sql`select has_table_privilege('audit_events', 'delete') as may`,
    );
    if (!own?.may) {
      throw new LaunchError("Only the owner of the tables may prune: set DATABASE_OWNER_URL.");
    }
    const result = await work(tx);
    await tx.execute(sql`revoke delete on ${auditEvents}, ${auditLeaves} from current_user`);
    return result;
  });

/** The last seal of which all before are older than `days`, too. */
const findLastOld = async (tx: Transaction, days: number) => {
  const cutoff = sql`now() - make_interval(days => ${days})`;
  const [young] = await tx
    .select({ number: min(auditSeals.number) })
    .from(auditSeals)
    .where(gte(auditSeals.sealedAt, cutoff));
  const [last] = await tx
    .select()
    .from(auditSeals)
    .where(young?.number ? lt(auditSeals.number, young.number) : undefined)
    .orderBy(desc(auditSeals.number))
    .limit(1);
  return last;
};

/** Notes through which seal the events go, signed, with its event. @returns the seal's number */
const notePrune = async (tx: Transaction, days: number): Promise<number> => {
  const [noted] = await tx.select({ through: max(auditPrunes.through) }).from(auditPrunes);
  const through = noted?.through ?? 0;
  const last = await findLastOld(tx, days);
  const [key] = configuredKeys();
  if (!key || !last || last.number <= through) return through;
  await tx.insert(auditPrunes).values(signPrune(last, new Date(), key));
  // Nobody asked for it by a request; its id says how far it went.
  const requestId = `through-seal-${last.number}`;
  const operator = { requestId, ip: null, userAgent: null, locale: "en" as const };
  await recordEvent(tx, { name: "audit-prune", outcome: "done" }, operator);
  return last.number;
};

/** Through which seal the next ones go: some ten thousand events, and whole seals. Null at the end. */
const findBatch = async (tx: Transaction, through: number): Promise<number | null> => {
  const [oldest] = await tx.select().from(auditLeaves).orderBy(asc(auditLeaves.position)).limit(1);
  if (!oldest || oldest.seal > through) return null;
  const [next] = await tx
    .select()
    .from(auditLeaves)
    .where(eq(auditLeaves.position, oldest.position + 2 * mostEvents));
  return next ? Math.min(next.seal - 1, through) : through;
};

/** Deletes the events of the seals through `last`, in one transaction. @returns how many */
const deleteEvents = async (tx: Transaction, last: number): Promise<number> => {
  // The events of one statement share a source, and two seals may share such a statement.
  const [done] = await tx.execute<{ count: number }>(sql`
    with leaves as (
      delete from ${auditLeaves} where seal <= ${last} returning event_id
    ), events as (
      delete from ${auditEvents} where id in (select event_id from leaves) returning source_hash
    ), kept as (
      select source_hash from ${auditEvents} join ${auditLeaves} on event_id = id
      where seal = ${last + 1}
    ), sources as (
      delete from ${auditSources} where hash in (select source_hash from events)
        and hash not in (select source_hash from kept where source_hash is not null)
    )
    select count(*)::int as count from events`);
  return done?.count ?? 0;
};

/**
 * Deletes the events, leaves and sources of all whole seals that are older than `days`; the seals
 * stay, and the signed note says that the rest went by age. Called again, it goes on where it was.
 * @param ownerUrl how the owner of the tables connects: the app's role may delete nothing
 * @returns through which seal the events are gone, and how many went now
 * @throws LaunchError where `ownerUrl` leads to another role
 */
export async function pruneTrail(ownerUrl: string, days: number) {
  const db = connect(ownerUrl, 1);
  try {
    const through = await withRight(db, (tx) => notePrune(tx, days));
    let events = 0;
    for (;;) {
      const count = await withRight(db, async (tx) => {
        const last = await findBatch(tx, through);
        return last === null ? 0 : deleteEvents(tx, last);
      });
      if (count === 0) return { through, events };
      events += count;
    }
  } finally {
    await db.$client.end();
  }
}

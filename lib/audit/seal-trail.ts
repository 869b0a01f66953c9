import { and, asc, desc, gt, lte, notExists, sql } from "drizzle-orm";
import { auditEvents, auditLeaves, auditSeals } from "#db/audit-schema.ts";
import type { Transaction } from "#db/client.ts";
import { getDatabase } from "#lib/database.ts";
import { log } from "#lib/telemetry/log.ts";
import { configuredKeys } from "./audit-keys.ts";
import { hashEvent, toTrailEvent } from "./canonical-event.ts";
import { merkleRoot } from "./merkle.ts";
import { hashSeal, mostEvents, noSeal, signSeal } from "./seal-format.ts";
import { findSealedFloor, lastGivenId } from "./sealed-floor.ts";

/** Any fixed number will do, as long as every instance takes the same. */
const sealLock = 7_205_759_404;

/** When this transaction began, by the database's clock; null while another instance seals. */
const takeTurn = async (tx: Transaction): Promise<Date | null> => {
  const [turn] = await tx.execute<{ taken: boolean; now: string }>(sql`
    select pg_try_advisory_xact_lock(${sealLock}) as taken, extract(epoch from now()) * 1000 as now`);
  return turn?.taken ? new Date(Math.floor(Number(turn.now))) : null;
};

/**
 * The events that no seal covers, by id. An id is given before its transaction commits, so what is
 * new is told by the leaves and not by the highest id.
 */
const readUnsealed = async (tx: Transaction, after: number) => {
  const floor = after || (await findSealedFloor(tx));
  const covered = tx
    .select({ one: sql`1` })
    .from(auditLeaves)
    // The second bound keeps the planner from reading all leaves.
    .where(sql`${auditLeaves.eventId} = ${auditEvents.id} and ${auditLeaves.eventId} > ${floor}`);
  return tx
    .select()
    .from(auditEvents)
    .where(and(gt(auditEvents.id, floor), lte(auditEvents.id, lastGivenId), notExists(covered)))
    .orderBy(asc(auditEvents.id))
    .limit(mostEvents);
};

/**
 * Seals the oldest events, at most 5,000, in one transaction.
 * @param after the id that this run has come to; 0 at its beginning
 * @returns the id that it has come to now; 0 at its end
 */
const sealBatch = (after: number) =>
  getDatabase().transaction(async (tx) => {
    const sealedAt = await takeTurn(tx);
    const rows = sealedAt ? await readUnsealed(tx, after) : [];
    const [key] = configuredKeys();
    if (!sealedAt || !key || rows.length === 0) return 0;
    const hashes = rows.map((row) => hashEvent(toTrailEvent(row)));
    const [last] = await tx.select().from(auditSeals).orderBy(desc(auditSeals.number)).limit(1);
    const seal = signSeal(
      {
        number: last ? last.number + 1 : 1,
        previous: last ? hashSeal(last) : noSeal,
        root: merkleRoot(hashes),
        first: last ? last.first + last.count : 1,
        count: rows.length,
        sealedAt,
      },
      key,
    );
    await tx.insert(auditSeals).values(seal);
    // As one text an array each: thousands of parameters would cost more than the rest.
    const ids = `{${rows.map(({ id }) => id).join()}}`;
    const leaves = `{${hashes.map((hash) => hash.toString("hex")).join()}}`;
    await tx.execute(sql`
      insert into ${auditLeaves} (position, event_id, seal, hash)
      select ${seal.first} + n - 1, id, ${seal.number}, decode(hash, 'hex')
      from unnest(${ids}::bigint[], ${leaves}::text[]) with ordinality as leaf (id, hash, n)`);
    return rows.length < mostEvents ? 0 : (rows.at(-1)?.id ?? 0);
  });

/**
 * Seals what is new in the trail, batch by batch; leaves it to another instance that is at it. No
 * lock is taken on the events, so nobody who writes one waits.
 */
export async function sealTrail(): Promise<void> {
  let after = 0;
  do after = await sealBatch(after);
  while (after > 0);
}

let running: Promise<void> | undefined;

/** Seals what is new, one run at a time in a process; a fault is logged, and the next run mends it. */
export function keepSealed(): Promise<void> {
  running ??= sealTrail()
    .catch((error) => log.warn({ err: error }, "the audit trail could not be sealed; tried again"))
    .finally(() => {
      running = undefined;
    });
  return running;
}

const everyMilliseconds = 10_000;

/** Seals the trail every ten seconds, without keeping the process alive. */
export function scheduleSeals(): void {
  setInterval(keepSealed, everyMilliseconds).unref();
}

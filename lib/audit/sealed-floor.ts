import { desc, eq, lt, max, sql } from "drizzle-orm";
import { auditLeaves, auditSeals } from "#db/audit-schema.ts";
import type { Transaction } from "#db/client.ts";

/** The highest id that the sequence gave. An id above is forged: sealed, it would raise the floor. */
export const lastGivenId = sql`(select last_value from audit_events_id_seq)`;

/**
 * The id through which all events are sealed: the highest under the newest seal that is ten minutes
 * old. A transaction of the app ends within seconds (db/limit-statements.ts), so no event below can
 * still be on its way, and the job need not look at what it has done before.
 */
export async function findSealedFloor(tx: Transaction): Promise<number> {
  const settled = tx
    .select({ number: auditSeals.number })
    .from(auditSeals)
    .where(lt(auditSeals.sealedAt, sql`now() - interval '10 minutes'`))
    .orderBy(desc(auditSeals.number))
    .limit(1);
  const [row] = await tx
    .select({ floor: max(auditLeaves.eventId) })
    .from(auditLeaves)
    .where(eq(auditLeaves.seal, settled));
  return row?.floor ?? 0;
}

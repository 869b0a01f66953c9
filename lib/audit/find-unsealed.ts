import { and, asc, eq, gt, isNull, lt, lte, max, sql } from "drizzle-orm";
import { auditEvents, auditLeaves } from "#db/audit-schema.ts";
import type { Transaction } from "#db/client.ts";
import { toTrailEvent } from "./canonical-event.ts";
import { findSealedFloor, lastGivenId } from "./sealed-floor.ts";
import { TrailFault } from "./trail-fault.ts";

const pageSize = 20_000;

/** The id that ends the page after `after`; null where there is none. */
const findPageEnd = async (tx: Transaction, after: number) => {
  const page = tx
    .select({ id: auditEvents.id })
    .from(auditEvents)
    .where(gt(auditEvents.id, after))
    .orderBy(asc(auditEvents.id))
    .limit(pageSize)
    .as("page");
  const [row] = await tx.select({ end: max(page.id) }).from(page);
  return row?.end ?? null;
};

const readUncovered = (tx: Transaction, after: number, end: number) =>
  tx
    .select({
      event: auditEvents,
      isLate: sql<boolean>`${auditEvents.at} < now() - interval '1 minute'`,
    })
    .from(auditEvents)
    .leftJoin(
      auditLeaves,
      and(
        eq(auditLeaves.eventId, auditEvents.id),
        // Said again, so that the planner doesn't read all leaves for each page.
        gt(auditLeaves.eventId, after),
        lte(auditLeaves.eventId, end),
      ),
    )
    .where(and(gt(auditEvents.id, after), lte(auditEvents.id, end), isNull(auditLeaves.position)))
    .orderBy(asc(auditEvents.id));

/** An event whose id no sequence gave: the job seals none, and pages of ids would miss it. */
const findForged = async (tx: Transaction) => {
  for (const never of [lt(auditEvents.id, 1), gt(auditEvents.id, lastGivenId)]) {
    const [row] = await tx.select().from(auditEvents).where(never).orderBy(auditEvents.id).limit(1);
    if (row) return row;
  }
};

/**
 * Counts the events that wait for their seal.
 * @throws TrailFault for the first one that should have had it long ago
 */
export async function countUnsealed(tx: Transaction): Promise<number> {
  const fault = (row: typeof auditEvents.$inferSelect, what: string) =>
    new TrailFault(what, { event: toTrailEvent(row) });
  const forged = await findForged(tx);
  if (forged) throw fault(forged, "it was inserted: the database never gave this id");
  const floor = await findSealedFloor(tx);
  let count = 0;
  let after = 0;
  for (;;) {
    const end = await findPageEnd(tx, after);
    if (end === null) return count;
    const rows = await readUncovered(tx, after, end);
    for (const { event, isLate } of rows) {
      // Whatever its `at` says, what stands among the sealed ones will never be sealed.
      if (event.id <= floor) {
        throw fault(event, "it was inserted: no seal covers it, though one covers later events");
      }
      if (isLate) {
        throw fault(event, "no seal covers it after a minute: does the app run? Its log says why");
      }
    }
    count += rows.length;
    after = end;
  }
}

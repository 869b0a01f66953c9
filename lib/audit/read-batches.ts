import { and, asc, eq, gt, inArray, notInArray } from "drizzle-orm";
import { auditEvents, auditLeaves, auditSeals, auditSources } from "#db/audit-schema.ts";
import type { Transaction } from "#db/client.ts";
import { accounts } from "#db/schema.ts";
import { toTrailEvent } from "./canonical-event.ts";
import type { Row } from "./check-rows.ts";
import { mostEvents } from "./seal-format.ts";
import type { Batch } from "./verify-trail.ts";

const pageSize = 5_000;

/** Reads page by page, each after the last key of the one before. */
async function* readPages<T>(
  read: (after: number | null) => Promise<T[]>,
  keyOf: (row: T) => number,
): AsyncGenerator<T[]> {
  let after: number | null = null;
  for (;;) {
    const page: T[] = await read(after);
    yield page;
    const last = page.at(-1);
    if (!last || page.length < pageSize) return;
    after = keyOf(last);
  }
}

const readSealPages = (tx: Transaction) =>
  readPages(
    (after) =>
      tx
        .select()
        .from(auditSeals)
        .where(after === null ? undefined : gt(auditSeals.number, after))
        .orderBy(asc(auditSeals.number))
        .limit(pageSize),
    ({ number }) => number,
  );

const readLeafPages = (tx: Transaction) =>
  readPages(
    (after) =>
      tx
        .select({ leaf: auditLeaves, event: auditEvents, source: auditSources })
        .from(auditLeaves)
        .leftJoin(auditEvents, eq(auditEvents.id, auditLeaves.eventId))
        .leftJoin(auditSources, eq(auditSources.hash, auditEvents.sourceHash))
        .where(after === null ? undefined : gt(auditLeaves.position, after))
        .orderBy(asc(auditLeaves.position))
        .limit(pageSize),
    ({ leaf }) => leaf.position,
  );

/** Which of the accounts are gone, by an event that says so. */
const findGone = async (tx: Transaction, ids: string[]): Promise<Set<string | null>> => {
  if (ids.length === 0) return new Set();
  const living = tx.select({ id: accounts.id }).from(accounts).where(inArray(accounts.id, ids));
  const rows = await tx
    .selectDistinct({ id: auditEvents.accountId })
    .from(auditEvents)
    .where(
      and(
        inArray(auditEvents.accountId, ids),
        eq(auditEvents.name, "account-delete"),
        eq(auditEvents.outcome, "done"),
        notInArray(auditEvents.accountId, living),
      ),
    );
  return new Set(rows.map(({ id }) => id));
};

async function* readRows(tx: Transaction): AsyncGenerator<Row> {
  for await (const page of readLeafPages(tx)) {
    const without = page.flatMap(({ event, source }) =>
      event?.sourceHash && !source ? [event.accountId] : [],
    );
    const gone = await findGone(tx, [...new Set(without.filter((id) => id !== null))]);
    for (const { leaf, event, source } of page) {
      const { position, eventId } = leaf;
      const lost = Boolean(event?.sourceHash && !source && !gone.has(event.accountId));
      yield { position, eventId, event: event && toTrailEvent(event), leaf, source, lost };
    }
  }
}

/** Reads the trail of the database, seal by seal, with bounded memory. */
export async function* readBatches(tx: Transaction): AsyncGenerator<Batch> {
  const rows = readRows(tx);
  let next = await rows.next();
  for await (const page of readSealPages(tx)) {
    for (const seal of page) {
      const own: Row[] = [];
      const end = seal.first + Math.min(seal.count, mostEvents);
      while (!next.done && next.value.position < end) {
        own.push(next.value);
        next = await rows.next();
      }
      yield { seal, rows: own };
    }
  }
  if (!next.done) yield { seal: null, rows: [next.value] };
}

import { and, asc, eq, gt, sql } from "drizzle-orm";
import { auditEvents, auditLeaves, auditSeals, auditSources } from "#db/audit-schema.ts";
import { getDatabase } from "#lib/database.ts";

const lastOfSeal = eq(auditLeaves.position, sql`${auditSeals.first} + ${auditSeals.count} - 1`);

/**
 * Reads the trail by place, so that it is whole and in one order: ids are given before a commit, and
 * those of a long transaction show up late.
 * @param after the place before the first that is read
 * @returns sealed events with their sources, and the seal beside the last event that it covers
 */
export function readTrail(after: number, limit: number) {
  return getDatabase()
    .select({
      position: auditLeaves.position,
      leaf: auditLeaves.hash,
      event: auditEvents,
      source: auditSources,
      seal: auditSeals,
    })
    .from(auditLeaves)
    .innerJoin(auditEvents, eq(auditEvents.id, auditLeaves.eventId))
    .leftJoin(auditSources, eq(auditSources.hash, auditEvents.sourceHash))
    .leftJoin(auditSeals, and(eq(auditSeals.number, auditLeaves.seal), lastOfSeal))
    .where(gt(auditLeaves.position, after))
    .orderBy(asc(auditLeaves.position))
    .limit(limit);
}

/** One event of the trail, in its place. */
export type Entry = Awaited<ReturnType<typeof readTrail>>[number];

import { sql } from "drizzle-orm";
import { auditDeliveries, auditEvents, auditLeaves } from "#db/audit-schema.ts";
import { getDatabase } from "#lib/database.ts";

/** How far a sink has got. */
export type Delivery = {
  sink: string;
  /** The place of the last event that it acknowledged; null where there is none. */
  position: number | null;
  /** How many sealed events it lacks, and when the first of them happened. */
  waiting: number;
  since: string | null;
  /** Seconds until it is tried again or, while a batch is under way, until another instance may. */
  heldFor: number;
};

/** Reads how far every sink has got that was ever delivered to. */
export async function listDeliveries(): Promise<Delivery[]> {
  const rows = await getDatabase().execute<Record<string, string | null>>(sql`
    select d.sink, d.position, greatest(ends.last - greatest(d.position, ends.first - 1), 0) as waiting,
      (select e.at from ${auditLeaves} l join ${auditEvents} e on e.id = l.event_id
        where l.position > d.position order by l.position limit 1) as since,
      greatest(ceil(extract(epoch from d.held_until - now())), 0) as held
    from ${auditDeliveries} d,
      (select min(position) as first, max(position) as last from ${auditLeaves}) ends
    order by d.sink`);
  return rows.map(({ sink, position, waiting, since, held }) => ({
    sink: sink ?? "",
    position: Number(position) < 0 ? null : Number(position),
    waiting: Number(waiting),
    since: since ? new Date(since).toISOString() : null,
    heldFor: Number(held),
  }));
}

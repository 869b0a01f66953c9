import { sql } from "drizzle-orm";
import { auditDeliveries, auditLeaves } from "#db/audit-schema.ts";
import { getDatabase } from "#lib/database.ts";

/** Longer than a batch takes, so that it runs out only where an instance has died. */
const leaseSeconds = 60;
/** Of a sink that is new: it gets the trail from its beginning. */
const beforeAll = -1;

/** The right to deliver to a sink what follows `position`, until another instance gets it. */
export type Lease = { sink: string; position: number; token: string };

/**
 * Takes a sink for this instance, by one statement and the database's clock.
 * @returns null where nothing waits, or where another instance has it or it is to be left alone
 */
export async function takeLease(sink: string): Promise<Lease | null> {
  const until = sql`now() + make_interval(secs => ${leaseSeconds})`;
  const [row] = await getDatabase().execute<{ position: string; token: string }>(sql`
    insert into ${auditDeliveries} as d (sink, position, held_until)
    select ${sink}, ${beforeAll}::bigint, ${until} where exists (select from ${auditLeaves})
    on conflict (sink) do update set held_until = excluded.held_until
    where d.held_until <= now()
      and exists (select from ${auditLeaves} l where l.position > d.position)
    returning d.position, d.held_until::text as token`);
  return row ? { sink, position: Number(row.position), token: row.token } : null;
}

/**
 * Gives a lease back; one that has run out changes nothing.
 * @param position the place of the last event that the sink has acknowledged
 * @param seconds how long every instance leaves the sink alone
 */
export async function returnLease(
  { sink, token }: Lease,
  position: number,
  seconds = 0,
): Promise<void> {
  await getDatabase().execute(sql`
    update ${auditDeliveries}
    set position = ${position}, held_until = now() + make_interval(secs => ${seconds})
    where sink = ${sink} and held_until = ${token}::timestamptz`);
}

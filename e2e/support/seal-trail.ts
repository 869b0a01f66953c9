import { randomUUID } from "node:crypto";
import { max, sql } from "drizzle-orm";
import { auditDeliveries, auditEvents, auditLeaves } from "#db/audit-schema.ts";
import { sealTrail } from "#lib/audit/seal-trail.ts";
import { getDatabase } from "#lib/database.ts";

/** Has the job seal what is new. @returns the places of the first and the last */
export async function sealNew(): Promise<{ first: number; last: number }> {
  const lastPlace = async () => {
    const [row] = await getDatabase()
      .select({ last: max(auditLeaves.position) })
      .from(auditLeaves);
    return row?.last ?? 0;
  };
  const before = await lastPlace();
  await sealTrail();
  return { first: before + 1, last: await lastPlace() };
}

/** Writes `count` events of a person who signs in, all at once, and seals them. */
export async function sealMany(count: number): Promise<{ first: number; last: number }> {
  await getDatabase().execute(sql`
    insert into ${auditEvents} (name, outcome, account_id, passkey_id, session_id, request_id)
    select 'sign-in', 'done', 'anAccount', 'aPasskey', 'aSession', ${randomUUID()}
    from generate_series(1, ${count})`);
  return await sealNew();
}

/** Lets the sink be tried again, as if its pause (or the lease of an instance that died) were over. */
export async function endPause(sink: string): Promise<void> {
  const heldUntil = sql`now() - interval '1 second'`;
  await getDatabase()
    .update(auditDeliveries)
    .set({ heldUntil })
    .where(sql`${auditDeliveries.sink} = ${sink}`);
}

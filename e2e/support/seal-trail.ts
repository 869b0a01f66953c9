import { createHash, randomUUID } from "node:crypto";
import { asc, isNull, max, sql } from "drizzle-orm";
import { auditDeliveries, auditEvents, auditLeaves, auditSeals } from "#db/audit-schema.ts";
import { getDatabase } from "#lib/database.ts";

const zeros = Buffer.alloc(32);

/**
 * Gives the events that have none a place, in one seal, as the sealing job does but for the proof.
 * @returns the places of the first and the last
 */
export async function sealTrail(): Promise<{ first: number; last: number }> {
  return await getDatabase().transaction(async (tx) => {
    const [last] = await tx
      .select({ position: max(auditLeaves.position), seal: max(auditLeaves.seal) })
      .from(auditLeaves);
    const first = (last?.position ?? 0) + 1;
    const seal = (last?.seal ?? 0) + 1;
    const unsealed = tx
      .select({
        position: sql`${first}::bigint + row_number() over (order by ${auditEvents.id}) - 1`.as(
          "p",
        ),
        eventId: auditEvents.id,
        seal: sql`${seal}::bigint`.as("s"),
      })
      .from(auditEvents)
      .leftJoin(auditLeaves, sql`${auditLeaves.eventId} = ${auditEvents.id}`)
      .where(isNull(auditLeaves.eventId))
      .orderBy(asc(auditEvents.id));
    const { count } = await tx.insert(auditLeaves).select(unsealed);
    const root = createHash("sha256").update(`${seal}`).digest();
    const proof = { previous: zeros, root, keyId: "none", signature: zeros, sealedAt: new Date() };
    if (count > 0) await tx.insert(auditSeals).values({ number: seal, first, count, ...proof });
    return { first, last: first + count - 1 };
  });
}

/** Writes `count` events of a person who signs in, all at once, and seals them. */
export async function sealMany(count: number): Promise<{ first: number; last: number }> {
  await getDatabase().execute(sql`
    insert into ${auditEvents} (name, outcome, account_id, passkey_id, session_id, request_id)
    select 'sign-in', 'done', 'anAccount', 'aPasskey', 'aSession', ${randomUUID()}
    from generate_series(1, ${count})`);
  return await sealTrail();
}

/** Lets the sink be tried again, as if its pause (or the lease of an instance that died) were over. */
export async function endPause(sink: string): Promise<void> {
  const heldUntil = sql`now() - interval '1 second'`;
  await getDatabase()
    .update(auditDeliveries)
    .set({ heldUntil })
    .where(sql`${auditDeliveries.sink} = ${sink}`);
}

import { and, isNotNull, lt, or, sql } from "drizzle-orm";
import { gateChanges, gateCodes } from "#db/gate-schema.ts";
import { getDatabase } from "#lib/database.ts";

/**
 * Deletes codes that ran out, and changes that every instance has heard of. The last change of
 * settings stays, for an instance that slept: it reads them anew then.
 */
export async function sweepGate(): Promise<void> {
  const db = getDatabase();
  await db.delete(gateCodes).where(lt(gateCodes.expiresAt, sql`now()`));
  const last = sql`(select max(id) from gate_changes where gate_session_id is null)`;
  const old = lt(gateChanges.at, sql`now() - interval '1 hour'`);
  const replaced = or(isNotNull(gateChanges.gateSessionId), lt(gateChanges.id, last));
  await db.delete(gateChanges).where(and(old, replaced));
}

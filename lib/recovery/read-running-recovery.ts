import { and, asc, eq, gt, sql } from "drizzle-orm";
import { recoveryRequests } from "#db/recovery-schema.ts";
import { getDatabase } from "#lib/database.ts";

/** A recovery of the account that is under way, and when its link is sent; null where none is. */
export async function readRunningRecovery(
  accountId: string,
): Promise<{ opensAt: string | null } | null> {
  const [running] = await getDatabase()
    .select({ opensAt: recoveryRequests.opensAt, state: recoveryRequests.state })
    .from(recoveryRequests)
    .where(
      and(eq(recoveryRequests.accountId, accountId), gt(recoveryRequests.expiresAt, sql`now()`)),
    )
    .orderBy(asc(recoveryRequests.opensAt))
    .limit(1);
  if (!running) return null;
  const waits = running.state === "waiting";
  return { opensAt: waits ? (running.opensAt?.toISOString() ?? null) : null };
}

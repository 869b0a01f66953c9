import { eq, inArray } from "drizzle-orm";
import { auditEvents, auditSources } from "#db/audit-schema.ts";
import type { Transaction } from "#db/client.ts";

/** Forgets from where the events of an account came: what is personal in them. The events stay. */
export async function forgetSources(tx: Transaction, accountId: string): Promise<void> {
  const own = tx
    .select({ hash: auditEvents.sourceHash })
    .from(auditEvents)
    .where(eq(auditEvents.accountId, accountId));
  await tx.delete(auditSources).where(inArray(auditSources.hash, own));
}

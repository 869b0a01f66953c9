import { sql } from "drizzle-orm";
import type { Transaction } from "./client.ts";

/** What may only be added to: nobody who has the app's role can rewrite what happened. */
export const appendOnly = ["audit_events", "audit_leaves", "audit_seals", "audit_prunes"] as const;

/**
 * Gives `role` what the app needs of the tables, which somebody else owns. Where it owns them, the
 * migrations took what it must not have.
 */
export async function grantAccess(tx: Transaction, role: string): Promise<void> {
  const name = sql.identifier(role);
  const trail = sql.join(
    appendOnly.map((table) => sql.identifier(table)),
    sql`, `,
  );
  await tx.execute(sql`grant usage on schema public to ${name}`);
  await tx.execute(
    sql`grant select, insert, update, delete on all tables in schema public to ${name}`,
  );
  // To see how far a sequence has got; identity columns take from theirs without a right.
  await tx.execute(sql`grant select on all sequences in schema public to ${name}`);
  await tx.execute(sql`revoke update, delete, truncate on ${trail} from ${name}`);
}

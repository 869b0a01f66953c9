import { and, asc, eq, gt, sql } from "drizzle-orm";
import { recoveryRequests } from "#db/recovery-schema.ts";
import { accounts } from "#db/schema.ts";
import { getDatabase } from "#lib/database.ts";

/** A request that waits for the operator. */
export type OperatorRequest = {
  id: string;
  createdAt: string;
  email: string;
  emailVerified: boolean;
  /** What the person wrote; anybody may have written it. */
  note: string;
};

/** What waits for the operator, the oldest first. */
export async function listRequests(): Promise<OperatorRequest[]> {
  const rows = await getDatabase()
    .select()
    .from(recoveryRequests)
    .innerJoin(accounts, eq(accounts.id, recoveryRequests.accountId))
    .where(
      and(
        eq(recoveryRequests.method, "operator"),
        eq(recoveryRequests.state, "waiting"),
        gt(recoveryRequests.expiresAt, sql`now()`),
      ),
    )
    .orderBy(asc(recoveryRequests.createdAt));
  return rows.map(({ recovery_requests: { id, createdAt, note, email }, accounts: owner }) => ({
    id,
    createdAt: createdAt.toISOString(),
    email,
    emailVerified: owner.emailVerifiedAt !== null,
    note: note ?? "",
  }));
}

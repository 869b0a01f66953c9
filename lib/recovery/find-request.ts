import { and, eq, gt, sql } from "drizzle-orm";
import type { Transaction } from "#db/client.ts";
import { recoveryRequests } from "#db/recovery-schema.ts";
import { accounts } from "#db/schema.ts";
import type { Caller } from "#lib/http/caller.ts";
import { leadsToAccount } from "./recovery-request.ts";

/** Finds a request that waits for the operator, and to whom its mail goes, and locks it. */
export async function findRequest(tx: Transaction, id: string) {
  const [found] = await tx
    .select({
      id: recoveryRequests.id,
      accountId: accounts.id,
      email: accounts.email,
      locale: accounts.locale,
    })
    .from(recoveryRequests)
    .innerJoin(accounts, eq(accounts.id, recoveryRequests.accountId))
    .where(
      and(
        eq(recoveryRequests.id, id),
        eq(recoveryRequests.method, "operator"),
        eq(recoveryRequests.state, "waiting"),
        gt(recoveryRequests.expiresAt, sql`now()`),
        leadsToAccount,
      ),
    )
    .for("update", { of: recoveryRequests });
  return found;
}

/** The operator, who comes by the command line and not by a request. */
export function newOperator(): Caller {
  return { requestId: crypto.randomUUID(), ip: null, userAgent: null, locale: "en" };
}

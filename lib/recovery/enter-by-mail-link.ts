import { eq, sql } from "drizzle-orm";
import { recoveryRequests } from "#db/recovery-schema.ts";
import { accounts } from "#db/schema.ts";
import { getDatabase } from "#lib/database.ts";
import { type Refusal, refuse } from "#lib/errors.ts";
import type { Caller } from "#lib/http/caller.ts";
import { hashToken } from "#lib/secrets.ts";
import { lifetime } from "#lib/sessions/lifetime.ts";
import { newSessionToken } from "#lib/sessions/session-cookie.ts";
import { lockAccount, openEnrolment, spent } from "./open-enrolment.ts";
import { leadsToAccount } from "./recovery-request.ts";

/**
 * Spends the link of a mail, which the wait or an operator has granted, and opens a session that can
 * enrol a passkey and nothing else, in one statement.
 * @param replaces hash of the session token that the browser came with, if any: that session ends
 * @returns the Set-Cookie header; `link-rejected` where it is unknown, used, stopped or too old
 */
export async function enterByMailLink(
  token: string,
  replaces: Buffer | null,
  caller: Caller,
): Promise<{ cookie: string } | Refusal> {
  const tokenHash = hashToken(token);
  const { hash, cookie } = await newSessionToken(lifetime.enrolment);
  return await getDatabase().transaction(async (tx) => {
    const [known] = await tx
      .select({ accountId: recoveryRequests.accountId })
      .from(recoveryRequests)
      .where(eq(recoveryRequests.tokenHash, tokenHash));
    if (!known) return refuse("link-rejected", "unknown-or-used");
    await lockAccount(tx, known.accountId);
    const opened = await tx.execute(sql`
      with opened as (
        update ${recoveryRequests} set ${spent} from ${accounts}
        where ${recoveryRequests.tokenHash} = ${tokenHash} and ${recoveryRequests.expiresAt} > now()
          and ${accounts.id} = ${recoveryRequests.accountId} and ${leadsToAccount}
        returning ${recoveryRequests.accountId}
      ), ${openEnrolment({ hash, replaces }, caller)}
      select from opened`);
    return opened.length === 1 ? { cookie } : refuse("link-rejected", "used-or-late");
  });
}

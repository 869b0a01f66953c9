import { and, eq, gt, inArray, isNull, lt, sql } from "drizzle-orm";
import { recoveryCodes, recoveryRequests } from "#db/recovery-schema.ts";
import { accounts } from "#db/schema.ts";
import { getDatabase } from "#lib/database.ts";
import { type Refusal, refuse } from "#lib/errors.ts";
import type { Caller } from "#lib/http/caller.ts";
import { wakeMail } from "#lib/mail/deliver-mail.ts";
import { notifyOwner } from "#lib/mail/notify-owner.ts";
import { lifetime } from "#lib/sessions/lifetime.ts";
import { newSessionToken } from "#lib/sessions/session-cookie.ts";
import { hashMailCode } from "./ask-by-mail.ts";
import { lockAccount, openEnrolment, spent } from "./open-enrolment.ts";
import { hashRecoveryCode } from "./recovery-codes.ts";
import { bounds, leadsToAccount } from "./recovery-request.ts";

/**
 * Skips the wait by two codes that came by different ways: the one in the mail, and a recovery code,
 * which also says whose they are. Both are spent by one statement, or neither. A try counts only
 * beside a recovery code that is good, so that nobody else can use the tries up.
 * @param replaces hash of the session token that the browser came with, if any: that session ends
 * @returns the Set-Cookie header; `code-rejected` where either is wrong, spent, or tried too often
 */
export async function enterByTwoCodes(
  { mailCode, recoveryCode }: { mailCode: string; recoveryCode: string },
  replaces: Buffer | null,
  caller: Caller,
): Promise<{ cookie: string } | Refusal> {
  const codeHash = hashRecoveryCode(recoveryCode);
  // Committed by itself, so that a wrong code counts whatever follows.
  const [tried] = await getDatabase()
    .update(recoveryRequests)
    .set({ attempts: sql`${recoveryRequests.attempts} + 1` })
    .from(recoveryCodes)
    .where(
      and(
        eq(recoveryCodes.codeHash, codeHash),
        isNull(recoveryCodes.usedAt),
        eq(recoveryRequests.accountId, recoveryCodes.accountId),
        eq(recoveryRequests.method, "mail"),
        inArray(recoveryRequests.state, ["waiting", "linked"]),
        gt(recoveryRequests.expiresAt, sql`now()`),
        lt(recoveryRequests.attempts, bounds.tries),
      ),
    )
    .returning({ id: recoveryRequests.id, accountId: recoveryRequests.accountId });
  if (!tried) return refuse("code-rejected", "no-request-open");
  const { hash, cookie } = await newSessionToken(lifetime.enrolment);
  const entered = await getDatabase().transaction(async (tx) => {
    await lockAccount(tx, tried.accountId);
    const [used] = await tx.execute<{ left: number }>(sql`
      with request as (
        select ${recoveryRequests.id} from ${recoveryRequests}, ${accounts}
        where ${recoveryRequests.id} = ${tried.id}
          and ${recoveryRequests.codeHash} = ${hashMailCode(tried.accountId, mailCode)}
          and ${recoveryRequests.state} <> 'opened' and ${recoveryRequests.expiresAt} > now()
          and ${accounts.id} = ${recoveryRequests.accountId} and ${leadsToAccount}
        for update of ${recoveryRequests}
      ), used as (
        update ${recoveryCodes} set used_at = now() from request
        where code_hash = ${codeHash} and used_at is null and account_id = ${tried.accountId}
        returning request.id
      ), opened as (
        update ${recoveryRequests} set ${spent} from used
        where ${recoveryRequests.id} = used.id
        returning ${recoveryRequests.accountId}
      ), ${openEnrolment({ hash, replaces }, caller)}
      select (
        select count(*)::int - 1 from ${recoveryCodes} c
        where c.account_id = opened.account_id and c.used_at is null
      ) as left
      from opened`);
    if (!used) return refuse("code-rejected", "wrong-mail-code");
    await notifyOwner(tx, tried.accountId, "code-used", { left: used.left });
    return { cookie };
  });
  wakeMail();
  return entered;
}

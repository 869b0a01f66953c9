import { sql } from "drizzle-orm";
import { recoveryCodes } from "#db/recovery-schema.ts";
import { accounts, sessions } from "#db/schema.ts";
import { eventParts } from "#lib/audit/event.ts";
import { getDatabase } from "#lib/database.ts";
import { type Refusal, refuse } from "#lib/errors.ts";
import type { Caller } from "#lib/http/caller.ts";
import { wakeMail } from "#lib/mail/deliver-mail.ts";
import { notifyOwner } from "#lib/mail/notify-owner.ts";
import { newOpaqueId } from "#lib/opaque-id.ts";
import { lifetime } from "#lib/sessions/lifetime.ts";
import { newSessionToken } from "#lib/sessions/session-cookie.ts";
import { hashRecoveryCode } from "./recovery-codes.ts";

/**
 * Spends a recovery code and opens a session that can enrol a passkey and nothing else, in one
 * statement. The code itself says whose it is, so no address is asked for.
 * @returns the Set-Cookie header; `code-rejected` where the code is unknown or used, or the account
 *   is suspended
 */
export async function enterByCode(
  code: string,
  replaces: Buffer | null,
  caller: Caller,
): Promise<{ cookie: string } | Refusal> {
  const { hash, cookie } = await newSessionToken(lifetime.enrolment);
  const { ip, userAgent } = caller;
  const event = sql`select 'code-use', 'done', null, account_id, null, id from opened`;
  const entered = await getDatabase().transaction(async (tx) => {
    const [used] = await tx.execute<{ account: string; left: number }>(sql`
      with used as (
        update ${recoveryCodes} set used_at = now() from ${accounts}
        where ${recoveryCodes.codeHash} = ${hashRecoveryCode(code)}
          and ${recoveryCodes.usedAt} is null
          and ${accounts.id} = ${recoveryCodes.accountId} and ${accounts.suspendedAt} is null
        returning ${recoveryCodes.accountId}
      ), ended as (
        delete from ${sessions} where token_hash = ${replaces} and exists (select from used)
      ), opened as (
        insert into ${sessions} (id, token_hash, account_id, method, user_agent, ip, expires_at)
        select ${newOpaqueId()}, ${hash}::bytea, account_id, 'recovery', ${userAgent}, ${ip},
          now() + make_interval(secs => ${lifetime.enrolment})
        from used
        returning id, account_id
      ), ${eventParts(event, caller)}
      select account_id as account, (
        select count(*)::int - 1 from ${recoveryCodes} c
        where c.account_id = used.account_id and c.used_at is null
      ) as left
      from used`);
    if (!used) return refuse("code-rejected", "unknown-or-used");
    await notifyOwner(tx, used.account, "code-used", { left: used.left });
    return { cookie };
  });
  wakeMail();
  return entered;
}

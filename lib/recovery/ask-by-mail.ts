import { and, eq, isNotNull, isNull, sql } from "drizzle-orm";
import { recoveryCodes, recoveryRequests, recoveryStops } from "#db/recovery-schema.ts";
import { accounts, outbox } from "#db/schema.ts";
import { eventParts } from "#lib/audit/event.ts";
import { getDatabase } from "#lib/database.ts";
import { getEnv } from "#lib/env.ts";
import { type Refusal, refuse } from "#lib/errors.ts";
import type { Caller } from "#lib/http/caller.ts";
import { wakeMail } from "#lib/mail/deliver-mail.ts";
import { sealSecrets } from "#lib/mail/queue-mail.ts";
import { canSendMail } from "#lib/mail/send-mail.ts";
import { newOpaqueId } from "#lib/opaque-id.ts";
import { hashShortSecret, newDigits } from "#lib/secrets.ts";
import { newMailLink } from "./mail-link.ts";
import { askedEvent, bounds, forgetDeadRequests } from "./recovery-request.ts";

/** What is stored of the code in a mail, which skips the wait together with a recovery code. */
export function hashMailCode(accountId: string, code: string): Buffer {
  return hashShortSecret(`recover ${accountId}`, code);
}

/**
 * Starts a recovery by mail, where `email` is the confirmed address of an account: a mail goes there
 * at once, and the link after the wait. Asked again while one is under way, it sends one more mail an
 * hour and changes nothing else. An address that is unknown goes through the same statements, which
 * then find nothing, so that neither the answer nor the time that it takes tells.
 * @returns null; `mail-unavailable` where no mail can be sent to anybody
 */
export async function askByMail(email: string, caller: Caller): Promise<null | Refusal> {
  if (!canSendMail()) return refuse("mail-unavailable");
  const code = newDigits();
  const { hash: stopHash, link: stop } = newMailLink("/stop-recovery");
  const { origins, recoveryWait: wait } = getEnv();
  const secrets = await sealSecrets({ code, link: `${origins[0]}/recover/codes`, stop });
  const longWait = Math.max(wait, bounds.hoursWithCodes);
  await getDatabase().transaction(async (tx) => {
    const [owner] = await tx
      .select({ id: accounts.id })
      .from(accounts)
      .where(
        and(
          eq(sql`lower(${accounts.email})`, email.toLowerCase()),
          isNotNull(accounts.emailVerifiedAt),
          isNull(accounts.suspendedAt),
        ),
      );
    const accountId = owner?.id ?? "";
    await forgetDeadRequests(tx, accountId);
    await tx.execute(sql`
      with owner as (
        select a.id, a.email, a.locale, case when exists (
          select from ${recoveryCodes} c where c.account_id = a.id and c.used_at is null
        ) then ${longWait}::int else ${wait}::int end as hours
        from ${accounts} a where a.id = ${accountId}
      ), asked as (
        insert into ${recoveryRequests}
          (id, account_id, method, email, code_hash, remind_at, opens_at, expires_at)
        select ${newOpaqueId()}, id, 'mail', email, ${hashMailCode(accountId, code)}::bytea,
          now() + make_interval(mins => hours * 30), now() + make_interval(hours => hours),
          now() + make_interval(hours => hours, days => ${bounds.days})
        from owner
        on conflict (account_id, method) do update
          set code_hash = excluded.code_hash, mailed_at = now()
          where recovery_requests.state = 'waiting'
            and recovery_requests.mailed_at < now() - make_interval(secs => ${bounds.pause})
        returning id, account_id, opens_at
      ), stop as (
        insert into ${recoveryStops} (token_hash, request_id) select ${stopHash}::bytea, id from asked
      ), mail as (
        insert into ${outbox} (recipient, locale, template, data, secrets)
        select owner.email, owner.locale, 'recovery-asked',
          jsonb_build_object('at', asked.opens_at), ${secrets}
        from asked join owner on owner.id = asked.account_id
      ), ${eventParts(askedEvent, caller)}
      select`);
  });
  wakeMail();
  return null;
}

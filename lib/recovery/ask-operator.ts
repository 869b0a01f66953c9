import { eq, sql } from "drizzle-orm";
import { recoveryRequests } from "#db/recovery-schema.ts";
import { accounts } from "#db/schema.ts";
import { eventParts } from "#lib/audit/event.ts";
import { getDatabase } from "#lib/database.ts";
import { type Refusal, refuse } from "#lib/errors.ts";
import type { Caller } from "#lib/http/caller.ts";
import { canSendMail } from "#lib/mail/send-mail.ts";
import { newOpaqueId } from "#lib/opaque-id.ts";
import { askedEvent, bounds, forgetDeadRequests } from "./recovery-request.ts";

/**
 * Puts a request before the operator, where `email` is the address of one account: the one that
 * confirmed it, or else the only one that has it. As with `askByMail`, nothing tells whether it is.
 * @returns null; `mail-unavailable` where no link could be sent
 */
export async function askOperator(
  email: string,
  note: string,
  caller: Caller,
): Promise<null | Refusal> {
  if (!canSendMail()) return refuse("mail-unavailable");
  await getDatabase().transaction(async (tx) => {
    const having = await tx
      .select()
      .from(accounts)
      .where(eq(sql`lower(${accounts.email})`, email.toLowerCase()))
      .orderBy(sql`${accounts.emailVerifiedAt} nulls last`)
      .limit(2);
    const [first] = having;
    const owner = first?.emailVerifiedAt || having.length === 1 ? first : undefined;
    const accountId = owner && !owner.suspendedAt ? owner.id : "";
    await forgetDeadRequests(tx, accountId);
    await tx.execute(sql`
      with asked as (
        insert into ${recoveryRequests} (id, account_id, method, email, note, expires_at)
        select ${newOpaqueId()}, id, 'operator', email, ${note},
          now() + make_interval(days => ${bounds.days})
        from ${accounts} where id = ${accountId}
        on conflict (account_id, method) do nothing
        returning id, account_id
      ), ${eventParts(askedEvent, caller)}
      select`);
  });
  return null;
}

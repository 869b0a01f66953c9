import { eq, type SQL, sql } from "drizzle-orm";
import type { Transaction } from "#db/client.ts";
import { accounts, sessions } from "#db/schema.ts";
import { eventParts } from "#lib/audit/event.ts";
import type { Caller } from "#lib/http/caller.ts";
import { newOpaqueId } from "#lib/opaque-id.ts";
import { lifetime } from "#lib/sessions/lifetime.ts";

/** What a request becomes once it is spent: it can still be stopped, and leads in no more. */
export const spent: SQL = sql`state = 'opened', token_hash = null,
  expires_at = now() + make_interval(secs => ${lifetime.enrolment})`;

/** The session to be opened: the hash of its token, and of the one that its browser had. */
type Opening = { hash: Buffer; replaces: Buffer | null };

/**
 * The parts of a statement that open a session for the account in its part `opened`, which can enrol
 * a passkey and nothing else, with the event.
 */
export function openEnrolment({ hash, replaces }: Opening, caller: Caller): SQL {
  const { ip, userAgent } = caller;
  const event = sql`select 'recovery-open', 'done', null, account_id, null, id from entered`;
  return sql`ended as (
    delete from ${sessions} where token_hash = ${replaces} and exists (select from opened)
  ), entered as (
    insert into ${sessions} (id, token_hash, account_id, method, user_agent, ip, expires_at)
    select ${newOpaqueId()}, ${hash}::bytea, account_id, 'recovery-mail', ${userAgent}, ${ip},
      now() + make_interval(secs => ${lifetime.enrolment})
    from opened
    returning id, account_id
  ), ${eventParts(event, caller)}`;
}

/** Makes what opens, stops or finishes a recovery of an account take turns, in the same order of locks. */
export async function lockAccount(tx: Transaction, accountId: string): Promise<void> {
  await tx.select().from(accounts).where(eq(accounts.id, accountId)).for("update");
}

import { sql } from "drizzle-orm";
import { sessions } from "#db/schema.ts";
import { eventParts } from "#lib/audit/event.ts";
import { getDatabase } from "#lib/database.ts";
import type { Refusal } from "#lib/errors.ts";
import type { Caller } from "#lib/http/caller.ts";
import { notePasskeyUse, type PasskeyUse, whyUnused } from "#lib/passkeys/use-passkey.ts";
import { lifetime } from "./lifetime.ts";
import { newSessionToken } from "./session-cookie.ts";

/**
 * Steps the session up: its token changes, so the old cookie is dead at once, and its passkey is
 * now the one just used. One statement, with the use of the passkey and the event.
 * @param current hash of the token that the request came with
 * @returns the Set-Cookie header; a refusal when session or passkey ended in this very moment
 */
export async function renewSession(
  use: PasskeyUse,
  current: Buffer,
  caller: Caller,
): Promise<{ cookie: string } | Refusal> {
  // The row keeps its own limit; a cookie that outlives it opens nothing.
  const { hash, cookie } = await newSessionToken(lifetime.kept.absolute);
  const ofItsAccount = sql`account_id = (select account_id from held)`;
  const event = sql`
    select 'step-up', 'done', null, account_id, ${use.passkeyId}::text, id from renewed`;
  const rows = await getDatabase().execute(sql`
    with held as (
      select id, account_id from ${sessions} where token_hash = ${current} for update
    ), used as (${notePasskeyUse(use, ofItsAccount)}), renewed as (
      update ${sessions}
      set token_hash = ${hash}, passkey_id = used.id, authenticated_at = now(),
        last_seen_at = now()
      from held, used
      where ${sessions.id} = held.id
      returning ${sessions.id}, ${sessions.accountId}
    ), ${eventParts(event, caller)}
    select from renewed`);
  return rows.length === 1 ? { cookie } : whyUnused(use);
}

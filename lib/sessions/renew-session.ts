import { sql } from "drizzle-orm";
import { auditEvents, passkeys, sessions } from "#db/schema.ts";
import { getDatabase } from "#lib/database.ts";
import { type Refusal, refuse } from "#lib/errors.ts";
import type { Caller } from "#lib/http/caller.ts";
import { lastUsedFrom } from "#lib/passkeys/describe-browser.ts";
import type { PasskeyUse } from "./open-session.ts";
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
  const { hash, cookie } = await newSessionToken();
  const rows = await getDatabase().execute(sql`
    with renewed as (
      update ${sessions}
      set token_hash = ${hash}, passkey_id = ${use.passkeyId}, authenticated_at = now(),
        last_seen_at = now()
      from ${passkeys}
      where ${sessions.tokenHash} = ${current} and ${passkeys.id} = ${use.passkeyId}
        and ${passkeys.accountId} = ${sessions.accountId} and ${passkeys.revokedAt} is null
      returning ${sessions.id}, ${sessions.accountId}
    ), used as (
      update ${passkeys}
      set counter = ${use.counter}, backed_up = ${use.backedUp}, last_used_at = now(),
        last_used_from = ${lastUsedFrom(caller)}
      where id = ${use.passkeyId} and exists (select from renewed)
    )
    insert into ${auditEvents}
      (name, outcome, account_id, passkey_id, session_id, request_id, ip, user_agent)
    select 'step-up', 'done', account_id, ${use.passkeyId}, id,
      ${caller.requestId}, ${caller.ip}, ${caller.userAgent}
    from renewed
    returning id`);
  return rows.length === 1 ? { cookie } : refuse("signed-out");
}

import { sql } from "drizzle-orm";
import { auditEvents, sessions } from "#db/schema.ts";
import { getDatabase } from "#lib/database.ts";
import type { Refusal } from "#lib/errors.ts";
import type { Caller } from "#lib/http/caller.ts";
import { newOpaqueId } from "#lib/opaque-id.ts";
import { notePasskeyUse, type PasskeyUse, whyUnused } from "#lib/passkeys/use-passkey.ts";
import { lifetime } from "./lifetime.ts";
import { newSessionToken } from "./session-cookie.ts";

/**
 * Opens a session for the owner of a verified passkey, notes the use, ends the session that this
 * browser had, and writes the event: one statement, so all of it happens or nothing.
 * @param replaces hash of the token that the browser came with, if any
 * @returns the Set-Cookie header; a refusal when the passkey was revoked or used in this very moment
 */
export async function openSession(
  use: PasskeyUse,
  replaces: Buffer | null,
  caller: Caller,
): Promise<{ cookie: string } | Refusal> {
  const { hash, cookie } = await newSessionToken();
  const rows = await getDatabase().execute(sql`
    with used as (${notePasskeyUse(use)}), ended as (
      delete from ${sessions} where token_hash = ${replaces}
    ), opened as (
      insert into ${sessions}
        (id, token_hash, account_id, passkey_id, method, user_agent, ip, expires_at)
      select ${newOpaqueId()}, ${hash}::bytea, account_id, id, 'passkey',
        ${caller.userAgent}, ${caller.ip}, now() + make_interval(secs => ${lifetime.absolute})
      from used
      returning id, account_id, passkey_id
    )
    insert into ${auditEvents}
      (name, outcome, account_id, passkey_id, session_id, request_id, ip, user_agent)
    select 'sign-in', 'done', account_id, passkey_id, id,
      ${caller.requestId}, ${caller.ip}, ${caller.userAgent}
    from opened
    returning id`);
  return rows.length === 1 ? { cookie } : whyUnused(use);
}

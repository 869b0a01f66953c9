import { sql } from "drizzle-orm";
import { knownBrowsers, sessions } from "#db/schema.ts";
import { eventParts } from "#lib/audit/event.ts";
import { getDatabase } from "#lib/database.ts";
import type { Refusal } from "#lib/errors.ts";
import type { Caller } from "#lib/http/caller.ts";
import { wakeMail } from "#lib/mail/deliver-mail.ts";
import { queueNewBrowserMail } from "#lib/mail/queue-mail.ts";
import { newOpaqueId } from "#lib/opaque-id.ts";
import { notePasskeyUse, type PasskeyUse, whyUnused } from "#lib/passkeys/use-passkey.ts";
import { absoluteLimit } from "./lifetime.ts";
import type { RecoveryMethod } from "./session.ts";
import { newSessionToken } from "./session-cookie.ts";

/** The browser that somebody signs in with. */
export type Entrance = {
  /** Hash of the session token that it came with, if any: that session ends. */
  replaces: Buffer | null;
  /** Hash of its own cookie. */
  browser: string;
  /** Whether to stay signed in there. */
  kept: boolean;
  /** The way of recovery that the passkey was just enrolled by. */
  recoveredBy?: RecoveryMethod;
};

/**
 * Opens a session for the owner of a verified passkey, notes the use, ends the session that this
 * browser had, writes the event, and where the account's owner never signed in from this browser
 * before, tells them: one statement, so all of it happens or nothing.
 * @returns the Set-Cookie header; a refusal when the passkey was revoked or used in this very moment
 */
export async function openSession(
  use: PasskeyUse,
  { replaces, browser, kept, recoveredBy }: Entrance,
  caller: Caller,
): Promise<{ cookie: string } | Refusal> {
  const seconds = absoluteLimit(kept);
  const { hash, cookie } = await newSessionToken(seconds);
  const { ip, userAgent } = caller;
  const event = sql`
    select 'browser-new', 'done', null, account_id, passkey_id, id from news
    union all select 'sign-in', 'done', null, account_id, passkey_id, id from opened`;
  const rows = await getDatabase().execute<{ isNew: boolean }>(sql`
    with used as (${notePasskeyUse(use)}), ended as (
      delete from ${sessions} where token_hash = ${replaces}
    ), opened as (
      insert into ${sessions}
        (id, token_hash, account_id, passkey_id, method, kept, recovered_by, user_agent, ip, expires_at)
      select ${newOpaqueId()}, ${hash}::bytea, account_id, id, 'passkey', ${kept},
        ${recoveredBy ?? null}, ${userAgent}, ${ip}, now() + make_interval(secs => ${seconds})
      from used
      returning id, account_id, passkey_id
    ), known as (
      insert into ${knownBrowsers} (account_id, browser_hash)
      select account_id, ${browser} from opened
      on conflict (account_id, browser_hash) do update set seen_at = now()
    ), news as (
      select opened.* from opened
      where exists (select from ${knownBrowsers} k where k.account_id = opened.account_id)
        and not exists (
          select from ${knownBrowsers} k
          where k.account_id = opened.account_id and k.browser_hash = ${browser}
        )
    ), told as (${queueNewBrowserMail({ from: use.from, ip })}), ${eventParts(event, caller)}
    select exists (select from news) as "isNew" from opened`);
  const [opened] = rows;
  if (!opened) return whyUnused(use);
  if (opened.isNew) wakeMail();
  return { cookie };
}

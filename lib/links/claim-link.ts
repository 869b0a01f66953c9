import { sql } from "drizzle-orm";
import { deviceLinks } from "#db/recovery-schema.ts";
import { accounts, knownBrowsers, sessions } from "#db/schema.ts";
import { eventParts } from "#lib/audit/event.ts";
import { getDatabase } from "#lib/database.ts";
import type { Caller } from "#lib/http/caller.ts";
import { wakeMail } from "#lib/mail/deliver-mail.ts";
import { queueNewBrowserMail } from "#lib/mail/queue-mail.ts";
import { newOpaqueId } from "#lib/opaque-id.ts";
import { nameBrowser } from "#lib/passkeys/describe-browser.ts";
import { newSessionToken } from "#lib/sessions/session-cookie.ts";
import type { LinkKind } from "./link.ts";

/** How long the session lasts, in seconds: to enrol a passkey, or as a guest of the phone. */
const claimSeconds: Record<LinkKind, number> = { "add-device": 5 * 60, "sign-in": 60 * 60 };

type Claim = { id: string; kind: LinkKind; browser: string; replaces: Buffer | null };

/**
 * Lets the asking browser of an approved request in: one statement, so it happens once. The session
 * belongs to the passkey that approved, and goes where that is removed. Who is let in for an hour is
 * told of as any sign-in is, and by mail where the browser was never seen; it stays unknown, since
 * it may well be borrowed.
 * @returns the Set-Cookie header, or null where it was claimed already
 */
export async function claimLink(
  { id, kind, browser, replaces }: Claim,
  caller: Caller,
): Promise<string | null> {
  const seconds = claimSeconds[kind];
  const method = kind === "sign-in" ? "linked" : "link";
  const { hash, cookie } = await newSessionToken(seconds);
  const { ip, userAgent } = caller;
  const event = sql`select 'sign-in', 'done', null, account_id, passkey_id, id from entered`;
  const from = await nameBrowser(caller);
  const rows = await getDatabase().execute<{ isNew: boolean }>(sql`
    with claimed as (
      update ${deviceLinks} set state = 'claimed'
      from ${sessions} s join ${accounts} a on a.id = s.account_id
      where ${deviceLinks.id} = ${id} and ${deviceLinks.state} = 'approved'
        and ${deviceLinks.askerHash} = ${browser} and ${deviceLinks.expiresAt} > now()
        and s.id = ${deviceLinks.approverId} and a.suspended_at is null
      returning s.account_id, s.passkey_id
    ), ended as (
      delete from ${sessions} where token_hash = ${replaces}
    ), opened as (
      insert into ${sessions}
        (id, token_hash, account_id, passkey_id, method, user_agent, ip, expires_at)
      select ${newOpaqueId()}, ${hash}::bytea, account_id, passkey_id, ${method}, ${userAgent},
        ${ip}, now() + make_interval(secs => ${seconds})
      from claimed
      returning id, account_id, passkey_id
    ), entered as (
      select * from opened where ${method} = 'linked'
    ), news as (
      select * from entered where not exists (
        select from ${knownBrowsers} k
        where k.account_id = entered.account_id and k.browser_hash = ${browser}
      )
    ), told as (${queueNewBrowserMail({ from, ip })}), ${eventParts(event, caller)}
    select exists (select from news) as "isNew" from opened`);
  const [opened] = rows;
  if (!opened) return null;
  if (opened.isNew) wakeMail();
  return cookie;
}

import { asc, eq } from "drizzle-orm";
import { auditEvents } from "#db/schema.ts";
import { recordEvent } from "#lib/audit/event.ts";
import { getDatabase } from "#lib/database.ts";
import type { Caller } from "#lib/http/caller.ts";
import { listPasskeys } from "#lib/passkeys/list-passkeys.ts";
import { listSessions } from "#lib/sessions/list-sessions.ts";
import type { SignedIn } from "#lib/sessions/read-session.ts";

/**
 * Gathers everything that is kept about a person, as they may see it (GDPR, article 15): no key, no
 * hash, no secret. Writes the event first, so that the copy tells of itself.
 */
export async function exportAccount(signedIn: SignedIn, caller: Caller) {
  const { account, session, passkeyId } = signedIn;
  const db = getDatabase();
  const ids = { accountId: account.id, sessionId: session.id };
  await recordEvent(db, { name: "account-export", outcome: "done", ...ids }, caller);
  const [passkeys, sessions, events] = await Promise.all([
    listPasskeys(account.id, passkeyId),
    listSessions(signedIn),
    db
      .select()
      .from(auditEvents)
      .where(eq(auditEvents.accountId, account.id))
      .orderBy(asc(auditEvents.id)),
  ]);
  const activity = events.map(({ id, accountId, ...event }) => event);
  return { account, passkeys, sessions, activity };
}

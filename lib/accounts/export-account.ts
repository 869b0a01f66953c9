import { asc, eq } from "drizzle-orm";
import { auditEvents, auditSources } from "#db/audit-schema.ts";
import { recordEvent } from "#lib/audit/event.ts";
import { getDatabase } from "#lib/database.ts";
import { listAccess } from "#lib/gate/list-access.ts";
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
  const [passkeys, sessions, activity, access] = await Promise.all([
    listPasskeys(account.id, passkeyId),
    listSessions(signedIn),
    db
      .select({
        at: auditEvents.at,
        name: auditEvents.name,
        outcome: auditEvents.outcome,
        reason: auditEvents.reason,
        passkeyId: auditEvents.passkeyId,
        sessionId: auditEvents.sessionId,
        requestId: auditEvents.requestId,
        about: auditEvents.about,
        ip: auditSources.ip,
        userAgent: auditSources.userAgent,
      })
      .from(auditEvents)
      .leftJoin(auditSources, eq(auditSources.hash, auditEvents.sourceHash))
      .where(eq(auditEvents.accountId, account.id))
      .orderBy(asc(auditEvents.id)),
    listAccess(account.id),
  ]);
  return { account, passkeys, sessions, activity, ...access };
}

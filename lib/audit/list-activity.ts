import { and, desc, eq, lt } from "drizzle-orm";
import { auditEvents, auditSources } from "#db/audit-schema.ts";
import { passkeys } from "#db/schema.ts";
import { getDatabase } from "#lib/database.ts";
import type { Reason } from "#lib/errors.ts";
import type { AuditEvent, AuditName } from "./event.ts";

/** One event as the account's owner sees it. */
export type Activity = {
  id: number;
  /** A prune belongs to no account. */
  name: Exclude<AuditName, "audit-prune">;
  outcome: AuditEvent["outcome"];
  /** Why it was refused. */
  reason: Reason | null;
  at: string;
  /** The name of the passkey that it was done with or to. */
  passkey: string | null;
  /** The role that the operator gave or took, or the service that was signed in to. */
  about: string | null;
  ip: string | null;
  userAgent: string | null;
};

const pageSize = 30;

/**
 * Reads what happened in an account, the newest first.
 * @param before the id of an event; what is older than it is read
 * @returns at most 30 events, and the `before` of the next ones where there are more
 */
export async function listActivity(
  accountId: string,
  before: number | undefined,
): Promise<{ events: Activity[]; older: number | null }> {
  const own = eq(auditEvents.accountId, accountId);
  const rows = await getDatabase()
    .select({ event: auditEvents, source: auditSources, passkey: passkeys.name })
    .from(auditEvents)
    .leftJoin(
      passkeys,
      and(eq(passkeys.id, auditEvents.passkeyId), eq(passkeys.accountId, accountId)),
    )
    .leftJoin(auditSources, eq(auditSources.hash, auditEvents.sourceHash))
    .where(before === undefined ? own : and(own, lt(auditEvents.id, before)))
    .orderBy(desc(auditEvents.id))
    .limit(pageSize + 1);
  const events = rows.slice(0, pageSize).map(({ event, source, passkey }) => ({
    id: event.id,
    name: event.name as Activity["name"],
    outcome: event.outcome as AuditEvent["outcome"],
    reason: event.reason as Reason | null,
    at: event.at.toISOString(),
    passkey,
    about: event.about,
    ip: source?.ip ?? null,
    userAgent: source?.userAgent ?? null,
  }));
  return { events, older: rows.length > pageSize ? (events.at(-1)?.id ?? null) : null };
}

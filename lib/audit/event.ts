import { type SQL, sql } from "drizzle-orm";
import { auditEvents, auditSources } from "#db/audit-schema.ts";
import type { Database, Transaction } from "#db/client.ts";
import type { Reason } from "#lib/errors.ts";
import type { Caller } from "#lib/http/caller.ts";
import { newSource } from "./source.ts";

/** Everything that is ever written to the audit trail. */
export type AuditName =
  | "account-create"
  | "account-rename"
  | "account-delete"
  | "account-export"
  | "passkey-add"
  | "passkey-rename"
  | "passkey-revoke"
  | "passkey-flag"
  | "sign-in"
  | "step-up"
  | "sign-out"
  | "session-end"
  | "browser-new"
  | "email-confirm"
  | "email-change"
  | "email-change-stop"
  | "codes-make"
  | "code-use"
  | "recovery-ask"
  | "recovery-open"
  | "recovery-stop"
  | "recovery-approve"
  | "recovery-deny"
  | "recovery-finish"
  | "device-link"
  | "phone-approve"
  | "audit-prune"
  | "gate-enter"
  | "gate-service-add"
  | "gate-service-remove"
  | "gate-rule-add"
  | "gate-service-secret"
  | "gate-rule-remove"
  | "gate-role-grant"
  | "gate-role-revoke"
  | "gate-key-make"
  | "gate-key-retire";

/** An event: who and what by opaque id alone, and why where it was refused. */
export type AuditEvent = {
  name: AuditName;
  outcome: "done" | "refused";
  reason?: Reason;
  accountId?: string | undefined;
  passkeyId?: string | undefined;
  sessionId?: string | undefined;
  /** The name of the service, role or key that an operator changed, or of the service that was entered. */
  about?: string;
};

/**
 * The parts of a statement that write events, with from where they came.
 * @param rows a select of name, outcome, reason, account, passkey and session, one row an event
 * @param about the name of a service, role or key
 */
export function eventParts(rows: SQL, caller: Caller, about?: string): SQL {
  const source = newSource(caller);
  return sql`events (name, outcome, reason, account_id, passkey_id, session_id) as (${rows}),
    source as (
      insert into ${auditSources} (hash, salt, ip, user_agent)
      select ${source?.hash ?? null}::bytea, ${source?.salt ?? null}::bytea, ${caller.ip}, ${caller.userAgent}
      where ${source !== null} and exists (select from events)
    ), recorded as (
      insert into ${auditEvents}
        (name, outcome, reason, account_id, passkey_id, session_id, request_id, source_hash, about)
      select events.*, ${caller.requestId}, ${source?.hash ?? null}::bytea, ${about ?? null} from events
    )`;
}

/** Writes `event`; give it the transaction of the change that it speaks of. */
export async function recordEvent(
  db: Database | Transaction,
  { name, outcome, reason, accountId, passkeyId, sessionId, about }: AuditEvent,
  caller: Caller,
): Promise<void> {
  const row = sql`select ${name}::text, ${outcome}::text, ${reason ?? null}::text,
    ${accountId ?? null}::text, ${passkeyId ?? null}::text, ${sessionId ?? null}::text`;
  await db.execute(sql`with ${eventParts(row, caller, about)} select`);
}

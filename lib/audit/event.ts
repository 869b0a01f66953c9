import type { Database, Transaction } from "#db/client.ts";
import { auditEvents } from "#db/schema.ts";
import type { Caller } from "#lib/http/caller.ts";

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
  | "phone-approve";

/** An event: who and what by opaque id alone, and why where it was refused. */
export type AuditEvent = {
  name: AuditName;
  outcome: "done" | "refused";
  reason?: string;
  accountId?: string | undefined;
  passkeyId?: string | undefined;
  sessionId?: string | undefined;
};

/** Writes `event`; give it the transaction of the change that it speaks of. */
export async function recordEvent(
  db: Database | Transaction,
  event: AuditEvent,
  caller: Caller,
): Promise<void> {
  const { requestId, ip, userAgent } = caller;
  await db.insert(auditEvents).values({ ...event, requestId, ip, userAgent });
}

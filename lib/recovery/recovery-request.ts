import { and, eq, isNull, lte, or, type SQL, sql } from "drizzle-orm";
import type { Transaction } from "#db/client.ts";
import { recoveryRequests, recoveryStops } from "#db/recovery-schema.ts";
import { accounts } from "#db/schema.ts";
import { getDatabase } from "#lib/database.ts";
import type { Reason } from "#lib/errors.ts";
import type { Locale } from "#lib/i18n/locales.ts";
import { queueMail } from "#lib/mail/queue-mail.ts";
import { newMailLink } from "./mail-link.ts";

/** What bounds a recovery by mail or by an operator. */
export const bounds = {
  /** The least that an account with unused recovery codes waits, in hours. */
  hoursWithCodes: 72,
  /** Seconds between mails that somebody asks for. */
  pause: 60 * 60,
  /** How often the code of a mail can be tried. */
  tries: 5,
  /** How long the link is good that enrols a passkey, in hours. */
  linkHours: 24,
  /** How long a request waits for an operator, or for mail that was held up, in days. */
  days: 14,
} as const;

/** Whether a request still leads to its account: with the address that it had, and not suspended. */
export const leadsToAccount: SQL | undefined = and(
  isNull(accounts.suspendedAt),
  eq(sql`lower(${accounts.email})`, sql`lower(${recoveryRequests.email})`),
);

/** Forgets the requests of an account that are too old, or were for an address that it no longer has. */
export async function forgetDeadRequests(tx: Transaction, accountId: string): Promise<void> {
  const address = sql`(select lower(email) from ${accounts} where id = ${accountId})`;
  const dead = or(
    lte(recoveryRequests.expiresAt, sql`now()`),
    sql`lower(${recoveryRequests.email}) <> ${address}`,
  );
  await tx.delete(recoveryRequests).where(and(eq(recoveryRequests.accountId, accountId), dead));
}

/** The event of asking, where `asked` holds the request that it started, or nothing. */
export const askedEvent: SQL = sql`
  select 'recovery-ask', case when asked.id is null then 'refused' else 'done' end,
    case when asked.id is null then ${"nothing-to-start" satisfies Reason}::text end, asked.account_id, null, null
  from (select) once left join asked on true`;

/** Removes the requests that are too old. */
export async function sweepRecoveryRequests(): Promise<void> {
  await getDatabase().delete(recoveryRequests).where(lte(recoveryRequests.expiresAt, sql`now()`));
}

/** A request whose link is sent, and to whom. */
type Linked = { id: string; email: string; locale: string };

/** Makes the link that enrols a passkey and queues the mail that brings it, with one that stops it. */
export async function queueLink(
  tx: Transaction,
  { id, email, locale }: Linked,
  template: "recovery-ready" | "recovery-approved",
): Promise<void> {
  const { hash: tokenHash, link } = newMailLink("/recover/mail");
  const expiresAt = sql`now() + make_interval(hours => ${bounds.linkHours})`;
  await tx
    .update(recoveryRequests)
    .set({ state: "linked", tokenHash, expiresAt, remindAt: null })
    .where(eq(recoveryRequests.id, id));
  const stop = await addStop(tx, id);
  await queueMail(tx, { email, locale: locale as Locale }, template, { link, stop });
}

/** Makes one more link that stops a request. */
export async function addStop(tx: Transaction, requestId: string): Promise<string> {
  const { hash: tokenHash, link } = newMailLink("/stop-recovery");
  await tx.insert(recoveryStops).values({ tokenHash, requestId });
  return link;
}

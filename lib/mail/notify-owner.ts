import { and, eq, isNotNull } from "drizzle-orm";
import type { Transaction } from "#db/client.ts";
import { accounts } from "#db/schema.ts";
import type { Locale } from "#lib/i18n/locales.ts";
import { queueMail } from "./queue-mail.ts";
import type { MailName, Mails } from "./templates.ts";

/**
 * Tells an account's owner by mail what was done, within the transaction that does it. An address
 * that nobody confirmed may be somebody else's, and is told nothing.
 */
export async function notifyOwner<N extends MailName>(
  tx: Transaction,
  accountId: string,
  template: N,
  parts: Mails[N],
): Promise<void> {
  const [owner] = await tx
    .select({ email: accounts.email, locale: accounts.locale })
    .from(accounts)
    .where(and(eq(accounts.id, accountId), isNotNull(accounts.emailVerifiedAt)));
  if (!owner) return;
  await queueMail(tx, { email: owner.email, locale: owner.locale as Locale }, template, parts);
}

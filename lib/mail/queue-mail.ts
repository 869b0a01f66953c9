import { type SQL, sql } from "drizzle-orm";
import type { Database, Transaction } from "#db/client.ts";
import { accounts, outbox } from "#db/schema.ts";
import type { Locale } from "#lib/i18n/locales.ts";
import { seal } from "#lib/seal.ts";
import { type MailName, type Mails, secretParts } from "./templates.ts";

/** To whom a mail goes, and in which language. */
export type Recipient = { email: string; locale: Locale };

/** Seals the parts of a mail that must not be read from the table of mails. */
export function sealSecrets(secrets: Record<string, string | number>): Promise<string> {
  return seal("mail", secrets);
}

/**
 * Puts a mail into the outbox, within the transaction of what it tells of: it is sent once that is
 * committed, and never otherwise. Call `wakeMail` after the commit.
 */
export async function queueMail<N extends MailName>(
  tx: Database | Transaction,
  { email, locale }: Recipient,
  template: N,
  parts: Mails[N],
): Promise<void> {
  const entries = Object.entries<string | number>(parts);
  const isSecret = (name: string) => secretParts.some((secret) => secret === name);
  const secrets = entries.filter(([name]) => isSecret(name));
  const data = entries.filter(([name]) => !isSecret(name));
  await tx.insert(outbox).values({
    recipient: email,
    locale,
    template,
    data: Object.fromEntries(data),
    secrets: secrets.length > 0 ? await sealSecrets(Object.fromEntries(secrets)) : null,
  });
}

/** The same for a sign-in from a new browser, as a part of the statement whose `news` names the account. */
export function queueNewBrowserMail({ from, ip }: { from: string | null; ip: string | null }): SQL {
  const data = JSON.stringify({ browser: from ?? "", ip: ip ?? "" } satisfies Mails["browser-new"]);
  return sql`
    insert into ${outbox} (recipient, locale, template, data)
    select a.email, a.locale, 'browser-new', ${data}::jsonb
    from news join ${accounts} a on a.id = news.account_id
    where a.email_verified_at is not null`;
}

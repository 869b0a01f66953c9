import { eq } from "drizzle-orm";
import { accounts } from "#db/schema.ts";
import { getDatabase } from "#lib/database.ts";
import type { Locale } from "#lib/i18n/locales.ts";
import type { SignedIn } from "#lib/sessions/read-session.ts";

/** Has the account's mails written in `locale` from now on. */
export async function setAccountLocale({ account }: SignedIn, locale: Locale): Promise<void> {
  await getDatabase().update(accounts).set({ locale }).where(eq(accounts.id, account.id));
}

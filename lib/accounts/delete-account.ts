import { eq } from "drizzle-orm";
import { accounts } from "#db/schema.ts";
import { recordEvent } from "#lib/audit/event.ts";
import { forgetSources } from "#lib/audit/forget-sources.ts";
import { getDatabase } from "#lib/database.ts";
import type { Caller } from "#lib/http/caller.ts";
import { wakeMail } from "#lib/mail/deliver-mail.ts";
import { notifyOwner } from "#lib/mail/notify-owner.ts";
import type { SignedIn } from "#lib/sessions/read-session.ts";

/**
 * Deletes the account with its passkeys and sessions, in one transaction with its event and mail. Its
 * events stay, by opaque ids alone.
 */
export async function deleteAccount({ account, session }: SignedIn, caller: Caller): Promise<void> {
  await getDatabase().transaction(async (tx) => {
    await notifyOwner(tx, account.id, "account-deleted", {});
    await tx.delete(accounts).where(eq(accounts.id, account.id));
    const ids = { accountId: account.id, sessionId: session.id };
    await recordEvent(tx, { name: "account-delete", outcome: "done", ...ids }, caller);
    await forgetSources(tx, account.id);
  });
  wakeMail();
}

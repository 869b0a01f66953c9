import { and, eq, isNull, sql } from "drizzle-orm";
import { accounts, passkeys, sessions } from "#db/schema.ts";
import { recordEvent } from "#lib/audit/event.ts";
import { getDatabase } from "#lib/database.ts";
import { type Refusal, refuse } from "#lib/errors.ts";
import type { Caller } from "#lib/http/caller.ts";
import { wakeMail } from "#lib/mail/deliver-mail.ts";
import { notifyOwner } from "#lib/mail/notify-owner.ts";
import type { SignedIn } from "#lib/sessions/read-session.ts";
import { nameBrowser } from "./describe-browser.ts";

/**
 * Revokes one of the person's own passkeys and ends the sessions that it opened, in one transaction
 * with its event and mail. The row stays, so that its credential id stays taken.
 * @returns null when done; `not-found`, or `last-passkey` for the only one
 */
export async function revokePasskey(
  { account, session }: SignedIn,
  passkeyId: string,
  caller: Caller,
): Promise<null | Refusal> {
  const revoked = await getDatabase().transaction(async (tx) => {
    // The lock makes parallel revocations take turns, so that one passkey always remains.
    await tx.select().from(accounts).where(eq(accounts.id, account.id)).for("update");
    const working = await tx
      .select({ id: passkeys.id, name: passkeys.name })
      .from(passkeys)
      .where(and(eq(passkeys.accountId, account.id), isNull(passkeys.revokedAt)));
    const own = working.find(({ id }) => id === passkeyId);
    if (!own) return refuse("not-found");
    if (working.length === 1) return refuse("last-passkey");
    await tx.update(passkeys).set({ revokedAt: sql`now()` }).where(eq(passkeys.id, passkeyId));
    await tx.delete(sessions).where(eq(sessions.passkeyId, passkeyId));
    const ids = { accountId: account.id, passkeyId, sessionId: session.id };
    await recordEvent(tx, { name: "passkey-revoke", outcome: "done", ...ids }, caller);
    const browser = (await nameBrowser(caller)) ?? "";
    await notifyOwner(tx, account.id, "passkey-removed", { passkey: own.name, browser });
    return null;
  });
  wakeMail();
  return revoked;
}

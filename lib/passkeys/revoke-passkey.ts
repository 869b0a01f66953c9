import { and, eq, isNull, sql } from "drizzle-orm";
import { accounts, passkeys, sessions } from "#db/schema.ts";
import { recordEvent } from "#lib/audit/event.ts";
import { getDatabase } from "#lib/database.ts";
import { type Refusal, refuse } from "#lib/errors.ts";
import type { Caller } from "#lib/http/caller.ts";
import type { SignedIn } from "#lib/sessions/read-session.ts";

/**
 * Revokes one of the person's own passkeys and ends the sessions that it opened, in one transaction
 * with its event. The row stays, so that its credential id stays taken.
 * @returns null when done; `not-found`, or `last-passkey` for the only one
 */
export async function revokePasskey(
  { account, session }: SignedIn,
  passkeyId: string,
  caller: Caller,
): Promise<null | Refusal> {
  return await getDatabase().transaction(async (tx) => {
    // The lock makes parallel revocations take turns, so that one passkey always remains.
    await tx.select().from(accounts).where(eq(accounts.id, account.id)).for("update");
    const working = await tx
      .select({ id: passkeys.id })
      .from(passkeys)
      .where(and(eq(passkeys.accountId, account.id), isNull(passkeys.revokedAt)));
    if (!working.some(({ id }) => id === passkeyId)) return refuse("not-found");
    if (working.length === 1) return refuse("last-passkey");
    await tx.update(passkeys).set({ revokedAt: sql`now()` }).where(eq(passkeys.id, passkeyId));
    await tx.delete(sessions).where(eq(sessions.passkeyId, passkeyId));
    const ids = { accountId: account.id, passkeyId, sessionId: session.id };
    await recordEvent(tx, { name: "passkey-revoke", outcome: "done", ...ids }, caller);
    return null;
  });
}

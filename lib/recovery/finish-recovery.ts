import { eq } from "drizzle-orm";
import { emailConfirmations, recoveryCodes, sessions } from "#db/schema.ts";
import { recordEvent } from "#lib/audit/event.ts";
import { getDatabase } from "#lib/database.ts";
import type { Caller } from "#lib/http/caller.ts";

type Recovered = { accountId: string; passkeyId: string };

/**
 * Ends what could still let somebody in once a person who had lost their passkeys has enrolled one:
 * every session that another passkey or another way opened, and every code and link that is unused.
 * In one transaction with its event. The session of the new passkey is opened afterwards.
 */
export async function finishRecovery(
  { accountId, passkeyId }: Recovered,
  caller: Caller,
): Promise<void> {
  await getDatabase().transaction(async (tx) => {
    await tx.delete(sessions).where(eq(sessions.accountId, accountId));
    await tx.delete(recoveryCodes).where(eq(recoveryCodes.accountId, accountId));
    await tx.delete(emailConfirmations).where(eq(emailConfirmations.accountId, accountId));
    const event = { name: "recovery-finish", outcome: "done", accountId, passkeyId } as const;
    await recordEvent(tx, event, caller);
  });
}

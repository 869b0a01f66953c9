import { eq } from "drizzle-orm";
import type { Transaction } from "#db/client.ts";
import { emailConfirmations, recoveryCodes, recoveryRequests } from "#db/recovery-schema.ts";
import { sessions } from "#db/schema.ts";
import { recordEvent } from "#lib/audit/event.ts";
import type { Caller } from "#lib/http/caller.ts";
import { notifyOwner } from "#lib/mail/notify-owner.ts";

type Recovered = { accountId: string; passkeyId: string };

/**
 * Ends what could still let somebody in once a person who had lost their passkeys has enrolled one:
 * every session, every code and link that is unused, every other recovery. In the transaction that
 * stores the passkey, with event and mail. The session of the new passkey is opened afterwards.
 */
export async function finishRecovery(
  tx: Transaction,
  { accountId, passkeyId }: Recovered,
  caller: Caller,
): Promise<void> {
  for (const table of [sessions, recoveryCodes, emailConfirmations, recoveryRequests]) {
    await tx.delete(table).where(eq(table.accountId, accountId));
  }
  const event = { name: "recovery-finish", outcome: "done", accountId, passkeyId } as const;
  await recordEvent(tx, event, caller);
  await notifyOwner(tx, accountId, "recovery-finished", {});
}

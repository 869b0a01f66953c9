import { and, eq, isNull, sql } from "drizzle-orm";
import { passkeys } from "#db/schema.ts";
import { recordEvent } from "#lib/audit/event.ts";
import { getDatabase } from "#lib/database.ts";
import type { Caller } from "#lib/http/caller.ts";
import { wakeMail } from "#lib/mail/deliver-mail.ts";
import { notifyOwner } from "#lib/mail/notify-owner.ts";

/** Marks a passkey whose counter went back, which a copy of it would do; the first time, with an event and a mail. */
export async function flagPasskey(
  { accountId, id }: { accountId: string; id: string },
  caller: Caller,
): Promise<void> {
  await getDatabase().transaction(async (tx) => {
    const flagged = await tx
      .update(passkeys)
      .set({ flaggedAt: sql`now()` })
      .where(and(eq(passkeys.id, id), isNull(passkeys.flaggedAt)))
      .returning({ name: passkeys.name });
    const [passkey] = flagged;
    if (!passkey) return;
    const event = { accountId, passkeyId: id };
    await recordEvent(tx, { name: "passkey-flag", outcome: "done", ...event }, caller);
    await notifyOwner(tx, accountId, "passkey-flagged", { passkey: passkey.name });
  });
  wakeMail();
}

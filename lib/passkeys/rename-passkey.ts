import { and, eq, isNull } from "drizzle-orm";
import { passkeys } from "#db/schema.ts";
import { recordEvent } from "#lib/audit/event.ts";
import { getDatabase } from "#lib/database.ts";
import { type Refusal, refuse } from "#lib/errors.ts";
import type { Caller } from "#lib/http/caller.ts";
import type { SignedIn } from "#lib/sessions/read-session.ts";
import { type Passkey, toPasskey } from "./passkey.ts";

/** Renames one of the person's own passkeys, in one transaction with its event. */
export async function renamePasskey(
  { account, session, passkeyId: currentId }: SignedIn,
  passkeyId: string,
  name: string,
  caller: Caller,
): Promise<Passkey | Refusal> {
  return await getDatabase().transaction(async (tx) => {
    const [row] = await tx
      .update(passkeys)
      .set({ name })
      .where(
        and(
          eq(passkeys.id, passkeyId),
          eq(passkeys.accountId, account.id),
          isNull(passkeys.revokedAt),
        ),
      )
      .returning();
    if (!row) return refuse("not-found");
    const ids = { accountId: account.id, passkeyId, sessionId: session.id };
    await recordEvent(tx, { name: "passkey-rename", outcome: "done", ...ids }, caller);
    return toPasskey(row, currentId);
  });
}

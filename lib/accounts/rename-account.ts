import { eq } from "drizzle-orm";
import { accounts } from "#db/schema.ts";
import { recordEvent } from "#lib/audit/event.ts";
import { getDatabase } from "#lib/database.ts";
import { type Refusal, refuse } from "#lib/errors.ts";
import type { Caller } from "#lib/http/caller.ts";
import type { SignedIn } from "#lib/sessions/read-session.ts";
import { type Account, toAccount } from "./account.ts";

/** Gives the account another name, or none (null), in one transaction with its event. */
export async function renameAccount(
  { account, session }: SignedIn,
  name: string | null,
  caller: Caller,
): Promise<Account | Refusal> {
  return await getDatabase().transaction(async (tx) => {
    const [row] = await tx
      .update(accounts)
      .set({ name })
      .where(eq(accounts.id, account.id))
      .returning();
    if (!row) return refuse("signed-out");
    const ids = { accountId: account.id, sessionId: session.id };
    await recordEvent(tx, { name: "account-rename", outcome: "done", ...ids }, caller);
    return toAccount(row);
  });
}

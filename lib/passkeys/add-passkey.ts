import { and, eq, isNull } from "drizzle-orm";
import { accounts, passkeys } from "#db/schema.ts";
import { getDatabase } from "#lib/database.ts";
import { type Refusal, refuse } from "#lib/errors.ts";
import type { Caller } from "#lib/http/caller.ts";
import type { VerifiedCredential } from "#lib/webauthn/finish-registration.ts";
import { mostPasskeys } from "#lib/webauthn/policy.ts";
import { insertPasskey } from "./insert-passkey.ts";

type Owner = { accountId: string; sessionId: string };

/** Adds a passkey to an account, in one transaction with its event; refuses one too many. */
export async function addPasskey(owner: Owner, credential: VerifiedCredential, caller: Caller) {
  return await getDatabase().transaction(async (tx) => {
    // The lock makes parallel additions take turns, so that none passes the limit.
    const [account] = await tx
      .select()
      .from(accounts)
      .where(eq(accounts.id, owner.accountId))
      .for("update");
    if (!account) return refuse("signed-out") satisfies Refusal;
    const working = await tx
      .select({ name: passkeys.name })
      .from(passkeys)
      .where(and(eq(passkeys.accountId, owner.accountId), isNull(passkeys.revokedAt)));
    if (working.length >= mostPasskeys) return refuse("passkey-limit") satisfies Refusal;
    const taken = working.map(({ name }) => name);
    const passkey = await insertPasskey(tx, owner, credential, taken, caller);
    return { account, passkey };
  });
}

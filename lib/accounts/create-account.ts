import { accounts } from "#db/schema.ts";
import { recordEvent } from "#lib/audit/event.ts";
import { getDatabase } from "#lib/database.ts";
import type { Caller } from "#lib/http/caller.ts";
import { newOpaqueId } from "#lib/opaque-id.ts";
import { insertPasskey } from "#lib/passkeys/insert-passkey.ts";
import type { VerifiedCredential } from "#lib/webauthn/finish-registration.ts";

type Newcomer = { email: string; name: string | null; userHandle: string };

/** Makes an account with its first passkey, in one transaction with their events. */
export async function createAccount(
  { email, name, userHandle }: Newcomer,
  credential: VerifiedCredential,
  caller: Caller,
) {
  return await getDatabase().transaction(async (tx) => {
    const [account] = await tx
      .insert(accounts)
      .values({
        id: newOpaqueId(),
        email,
        name,
        locale: caller.locale,
        userHandle: Buffer.from(userHandle, "base64url"),
      })
      .returning();
    if (!account) throw new Error("the account was not stored");
    const accountId = account.id;
    await recordEvent(tx, { name: "account-create", outcome: "done", accountId }, caller);
    const passkey = await insertPasskey(tx, { accountId }, credential, [], caller);
    return { account, passkey };
  });
}

import type { Transaction } from "#db/client.ts";
import { passkeys } from "#db/schema.ts";
import { recordEvent } from "#lib/audit/event.ts";
import type { Caller } from "#lib/http/caller.ts";
import { newOpaqueId } from "#lib/opaque-id.ts";
import type { VerifiedCredential } from "#lib/webauthn/finish-registration.ts";
import { kindOfPasskey, namePasskey } from "./name-passkey.ts";

type Owner = { accountId: string; sessionId?: string };

/**
 * Stores a verified credential as a passkey of `owner`, with its event.
 * @param taken the names that the account's other passkeys have
 * @throws when the credential is taken already
 */
export async function insertPasskey(
  tx: Transaction,
  owner: Owner,
  credential: VerifiedCredential,
  taken: string[],
  caller: Caller,
) {
  const [passkey] = await tx
    .insert(passkeys)
    .values({
      ...credential,
      id: newOpaqueId(),
      accountId: owner.accountId,
      kind: kindOfPasskey(credential, caller.userAgent),
      name: await namePasskey(credential, caller, taken),
    })
    .returning();
  if (!passkey) throw new Error("the passkey was not stored");
  const event = { ...owner, passkeyId: passkey.id };
  await recordEvent(tx, { name: "passkey-add", outcome: "done", ...event }, caller);
  return passkey;
}

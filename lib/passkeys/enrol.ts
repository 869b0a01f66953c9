import { DrizzleQueryError } from "drizzle-orm";
import postgres from "postgres";
import { type Account, toAccount } from "#lib/accounts/account.ts";
import { createAccount } from "#lib/accounts/create-account.ts";
import { recordEvent } from "#lib/audit/event.ts";
import { getDatabase } from "#lib/database.ts";
import { isRefusal, type Refusal, refuse } from "#lib/errors.ts";
import type { Caller } from "#lib/http/caller.ts";
import type {
  FinishedRegistration,
  RegistrationCeremony,
  VerifiedCredential,
} from "#lib/webauthn/finish-registration.ts";
import { addPasskey } from "./add-passkey.ts";
import { nameBrowser } from "./describe-browser.ts";
import { type Passkey, toPasskey } from "./passkey.ts";
import type { PasskeyUse } from "./use-passkey.ts";

/** What was stored, with the use of the passkey that a session can be opened for. */
export type Enrolled = { account: Account; passkey: Passkey; use: PasskeyUse };

/**
 * Stores what a registration came to: a new account's first passkey, or one more. A refusal is
 * written to the audit trail with its reason.
 */
export async function enrol(
  { ceremony, credential }: FinishedRegistration,
  caller: Caller,
): Promise<Enrolled | Refusal> {
  const stored = isRefusal(credential) ? credential : await store(ceremony, credential, caller);
  if (isRefusal(stored)) {
    await recordEvent(
      getDatabase(),
      {
        name: ceremony.purpose === "sign-up" ? "account-create" : "passkey-add",
        outcome: "refused",
        reason: stored.reason,
        ...(ceremony.purpose === "add-passkey" && {
          accountId: ceremony.account,
          sessionId: ceremony.session,
        }),
      },
      caller,
    );
    return stored;
  }
  const { account, passkey } = stored;
  const current = ceremony.purpose === "sign-up" ? passkey.id : null;
  return {
    account: toAccount(account),
    passkey: toPasskey(passkey, current),
    use: {
      passkeyId: passkey.id,
      counter: passkey.counter,
      backedUp: passkey.backedUp,
      from: await nameBrowser(caller),
    },
  };
}

const store = async (
  ceremony: RegistrationCeremony,
  credential: VerifiedCredential,
  caller: Caller,
) => {
  try {
    if (ceremony.purpose === "sign-up") {
      return await createAccount(ceremony.pending, credential, caller);
    }
    const owner = { accountId: ceremony.account, sessionId: ceremony.session };
    return await addPasskey(owner, credential, caller);
  } catch (error) {
    if (isTakenCredential(error)) return refuse("passkey-exists");
    throw error;
  }
};

const isTakenCredential = (error: unknown) =>
  error instanceof DrizzleQueryError &&
  error.cause instanceof postgres.PostgresError &&
  error.cause.constraint_name === "passkeys_credential_id_unique";

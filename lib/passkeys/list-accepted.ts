import { and, eq, isNull } from "drizzle-orm";
import { accounts, passkeys } from "#db/schema.ts";
import { getDatabase } from "#lib/database.ts";
import { getEnv } from "#lib/env.ts";

/** What a browser's password managers are told of an account: ids and handle are base64url. */
export type AcceptedPasskeys = {
  rpId: string;
  userId: string;
  passkeys: { id: string; credentialId: string }[];
};

/** All passkeys that open the account, for the owner's own browser alone. */
export async function listAccepted(accountId: string): Promise<AcceptedPasskeys> {
  const rows = await getDatabase()
    .select({
      userHandle: accounts.userHandle,
      id: passkeys.id,
      credentialId: passkeys.credentialId,
    })
    .from(accounts)
    .innerJoin(passkeys, and(eq(passkeys.accountId, accounts.id), isNull(passkeys.revokedAt)))
    .where(eq(accounts.id, accountId));
  return {
    rpId: getEnv().rpId,
    userId: rows[0]?.userHandle.toString("base64url") ?? "",
    passkeys: rows.map(({ id, credentialId }) => ({ id, credentialId })),
  };
}

import { and, asc, eq, isNull } from "drizzle-orm";
import { passkeys } from "#db/schema.ts";
import { getDatabase } from "#lib/database.ts";
import { type Passkey, toPasskey } from "./passkey.ts";

/** The account's passkeys that still work, oldest first. */
export async function listPasskeys(
  accountId: string,
  currentPasskeyId: string | null,
): Promise<Passkey[]> {
  const rows = await getDatabase()
    .select()
    .from(passkeys)
    .where(and(eq(passkeys.accountId, accountId), isNull(passkeys.revokedAt)))
    .orderBy(asc(passkeys.createdAt), asc(passkeys.id));
  return rows.map((row) => toPasskey(row, currentPasskeyId));
}

import { eq, type SQL, sql } from "drizzle-orm";
import { passkeys } from "#db/schema.ts";
import { getDatabase } from "#lib/database.ts";
import { type Refusal, refuse } from "#lib/errors.ts";

/** A passkey that was just verified, and what that use changed about it. */
export type PasskeyUse = {
  passkeyId: string;
  counter: number;
  backedUp: boolean;
  /** Browser and system, in words. */
  from: string | null;
};

/**
 * A device-bound passkey's counter must rise with every use after its creation; authenticators
 * without one always say 0 (WebAuthn Level 3 §6.1.1). Judged where it is stored, so that of a
 * passkey and its copy one gets in, also when they come at once.
 */
const rises = ({ counter }: PasskeyUse) => sql`(
  backup_eligible or counter < ${counter}
  or (counter = ${counter} and (counter = 0 or last_used_at is null))
)`;

/**
 * The update that notes a use, as a part of the statement that opens or renews a session; it
 * returns `id` and `account_id`. It finds no row when the passkey was revoked since it was read, or
 * used with this counter or a later one.
 * @param and a further condition
 */
export function notePasskeyUse(use: PasskeyUse, and: SQL = sql`true`): SQL {
  return sql`
    update ${passkeys}
    set counter = ${use.counter}, backed_up = ${use.backedUp}, last_used_at = now(),
      last_used_from = ${use.from}
    where id = ${use.passkeyId} and revoked_at is null and ${rises(use)} and ${and}
    returning id, account_id`;
}

/** Why `notePasskeyUse` found no row; where the passkey is good, its session had ended. */
export async function whyUnused(use: PasskeyUse): Promise<Refusal> {
  const [row] = await getDatabase()
    .select({ revokedAt: passkeys.revokedAt, rises: sql<boolean>`${rises(use)}` })
    .from(passkeys)
    .where(eq(passkeys.id, use.passkeyId));
  if (!row || row.revokedAt) return refuse("passkey-unknown", "revoked");
  return row.rises ? refuse("signed-out") : refuse("sign-in-rejected", "counter");
}

import { and, eq, isNull } from "drizzle-orm";
import { accounts, passkeys, sessions } from "#db/schema.ts";
import { getDatabase } from "#lib/database.ts";
import { type Refusal, refuse } from "#lib/errors.ts";
import type { Caller } from "#lib/http/caller.ts";
import { wakeMail } from "#lib/mail/deliver-mail.ts";
import { notifyOwner } from "#lib/mail/notify-owner.ts";
import { finishRecovery } from "#lib/recovery/finish-recovery.ts";
import { isRecovery, type SessionMethod } from "#lib/sessions/session.ts";
import type { VerifiedCredential } from "#lib/webauthn/finish-registration.ts";
import { mostPasskeys } from "#lib/webauthn/policy.ts";
import { nameBrowser } from "./describe-browser.ts";
import { insertPasskey } from "./insert-passkey.ts";

type Owner = { accountId: string; sessionId: string };

/**
 * Adds a passkey to an account, in one transaction with its event and mail; in a session that a way of
 * recovery opened, that finishes the recovery. Refuses one too many, and a session that has ended.
 */
export async function addPasskey(owner: Owner, credential: VerifiedCredential, caller: Caller) {
  const added = await getDatabase().transaction(async (tx) => {
    // The lock makes parallel additions take turns, so that none passes the limit.
    const [account] = await tx
      .select()
      .from(accounts)
      .where(eq(accounts.id, owner.accountId))
      .for("update");
    if (!account) return refuse("signed-out") satisfies Refusal;
    // Locked, so that who stops a recovery in this very moment is either first or too late.
    const [session] = await tx
      .select({ method: sessions.method })
      .from(sessions)
      .where(and(eq(sessions.id, owner.sessionId), eq(sessions.accountId, owner.accountId)))
      .for("update");
    if (!session) return refuse("signed-out") satisfies Refusal;
    const working = await tx
      .select({ name: passkeys.name })
      .from(passkeys)
      .where(and(eq(passkeys.accountId, owner.accountId), isNull(passkeys.revokedAt)));
    if (working.length >= mostPasskeys) return refuse("passkey-limit") satisfies Refusal;
    const taken = working.map(({ name }) => name);
    const passkey = await insertPasskey(tx, owner, credential, taken, caller);
    const browser = (await nameBrowser(caller)) ?? "";
    await notifyOwner(tx, account.id, "passkey-added", { passkey: passkey.name, browser });
    const method = session.method as SessionMethod;
    if (isRecovery(method)) {
      await finishRecovery(tx, { accountId: account.id, passkeyId: passkey.id }, caller);
    }
    // A link is for one passkey.
    if (method === "link") await tx.delete(sessions).where(eq(sessions.id, owner.sessionId));
    return { account, passkey };
  });
  wakeMail();
  return added;
}

import { type Account, toAccount } from "#lib/accounts/account.ts";
import { recordEvent } from "#lib/audit/event.ts";
import { getDatabase } from "#lib/database.ts";
import { isRefusal, type Refusal, refuse } from "#lib/errors.ts";
import type { Caller } from "#lib/http/caller.ts";
import { nameBrowser } from "#lib/passkeys/describe-browser.ts";
import { flagPasskey } from "#lib/passkeys/flag-passkey.ts";
import { type Passkey, toPasskey } from "#lib/passkeys/passkey.ts";
import type { FinishedAuthentication } from "#lib/webauthn/finish-authentication.ts";
import { type Entrance, openSession } from "./open-session.ts";
import { renewSession } from "./renew-session.ts";

export type Admitted = { account: Account; passkey: Passkey; cookie: string };

/**
 * Lets a person in, or steps their session up, by what the ceremony came to; a refusal is written
 * to the audit trail with its reason.
 * @param entrance the browser; a step-up renews the session that it `replaces`
 */
export async function admit(
  { ceremony, owner, use }: FinishedAuthentication,
  entrance: Entrance,
  caller: Caller,
): Promise<Admitted | Refusal> {
  const refused = async (refusal: Refusal) => {
    const { purpose: name } = ceremony;
    const who = { accountId: owner?.account.id, passkeyId: owner?.passkey.id };
    const event = { name, outcome: "refused", reason: refusal.reason, ...who } as const;
    await recordEvent(getDatabase(), event, caller);
    if (owner && refusal.reason === "counter") await flagPasskey(owner.passkey, caller);
    return refusal;
  };
  if (isRefusal(use)) return refused(use);
  const { account, passkey, counter, backedUp } = use;
  const from = await nameBrowser(caller);
  const verified = { passkeyId: passkey.id, counter, backedUp, from };
  const session =
    ceremony.purpose === "sign-in"
      ? await openSession(verified, entrance, caller)
      : entrance.replaces
        ? await renewSession(verified, entrance.replaces, caller)
        : refuse("signed-out");
  if (isRefusal(session)) return refused(session);
  if (use.suspicious) await flagPasskey(passkey, caller);
  const used = {
    ...passkey,
    backedUp,
    lastUsedAt: new Date(),
    lastUsedFrom: from,
    flaggedAt: passkey.flaggedAt ?? (use.suspicious ? new Date() : null),
  };
  return { account: toAccount(account), passkey: toPasskey(used, passkey.id), ...session };
}

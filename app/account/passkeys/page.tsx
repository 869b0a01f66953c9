import type { Metadata } from "next";
import { redirect } from "next/navigation";
import { PasskeyFacts } from "#components/passkeys/passkey-facts.tsx";
import { PasskeyManager } from "#components/passkeys/passkey-manager.tsx";
import { signInPath } from "#lib/next-path.ts";
import { listAccepted } from "#lib/passkeys/list-accepted.ts";
import { listPasskeys } from "#lib/passkeys/list-passkeys.ts";
import { readPageSession } from "#lib/sessions/read-page-session.ts";

export const metadata: Metadata = { title: "Passkeys" };

export default async function PasskeysPage() {
  // Asked again, though the layout did: a layout is not rendered anew on every navigation.
  const signedIn = await readPageSession();
  if (!signedIn) redirect(signInPath("/account/passkeys"));
  const { account, passkeyId } = signedIn;
  const [passkeys, accepted] = await Promise.all([
    listPasskeys(account.id, passkeyId),
    listAccepted(account.id),
  ]);
  const entries = passkeys.map((passkey) => ({
    passkey,
    facts: <PasskeyFacts passkey={passkey} />,
  }));
  return <PasskeyManager entries={entries} accepted={accepted} />;
}

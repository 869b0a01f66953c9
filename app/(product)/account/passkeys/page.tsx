import type { Metadata } from "next";
import { getTranslations } from "next-intl/server";
import { PasskeyFacts } from "#components/passkeys/passkey-facts.tsx";
import { PasskeyManager } from "#components/passkeys/passkey-manager.tsx";
import { AccountPage } from "#components/shell/account-page.tsx";
import { listAccepted } from "#lib/passkeys/list-accepted.ts";
import { listPasskeys } from "#lib/passkeys/list-passkeys.ts";
import { requirePageSession } from "#lib/sessions/require-page-session.ts";

export async function generateMetadata(): Promise<Metadata> {
  return { title: (await getTranslations("passkeys"))("title") };
}

export default async function PasskeysPage() {
  const { account, passkeyId } = await requirePageSession("/account/passkeys");
  const [passkeys, accepted] = await Promise.all([
    listPasskeys(account.id, passkeyId),
    listAccepted(account.id),
  ]);
  const entries = passkeys.map((passkey) => ({
    passkey,
    facts: <PasskeyFacts passkey={passkey} />,
  }));
  return (
    <AccountPage>
      <PasskeyManager entries={entries} accepted={accepted} />
    </AccountPage>
  );
}

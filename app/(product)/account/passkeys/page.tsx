import type { Metadata } from "next";
import { getTranslations } from "next-intl/server";
import { LinkedNote } from "#components/links/linked-note.tsx";
import { PasskeyFacts } from "#components/passkeys/passkey-facts.tsx";
import { PasskeyList } from "#components/passkeys/passkey-list.tsx";
import { PasskeyManager } from "#components/passkeys/passkey-manager.tsx";
import { AccountPage } from "#components/shell/account-page.tsx";
import { listAccepted } from "#lib/passkeys/list-accepted.ts";
import { listPasskeys } from "#lib/passkeys/list-passkeys.ts";
import { requirePageSession } from "#lib/sessions/require-page-session.ts";

export async function generateMetadata(): Promise<Metadata> {
  return { title: (await getTranslations("passkeys"))("title") };
}

export default async function PasskeysPage() {
  const { account, passkeyId, session } = await requirePageSession("/account/passkeys");
  const [passkeys, accepted] = await Promise.all([
    listPasskeys(account.id, passkeyId),
    listAccepted(account.id),
  ]);
  if (session.method === "linked") {
    const t = await getTranslations("passkeys");
    return (
      <AccountPage>
        <div className="grid gap-5">
          <h1>{t("title")}</h1>
          <LinkedNote />
          <PasskeyList passkeys={passkeys} />
        </div>
      </AccountPage>
    );
  }
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

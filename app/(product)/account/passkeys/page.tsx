import type { Metadata } from "next";
import { getTranslations } from "next-intl/server";
import { LinkedNote } from "#components/links/linked-note.tsx";
import { PasskeyFacts } from "#components/passkeys/passkey-facts.tsx";
import { PasskeyList } from "#components/passkeys/passkey-list.tsx";
import { PasskeyManager } from "#components/passkeys/passkey-manager.tsx";
import { AccountPage } from "#components/shell/account-page.tsx";
import { ListSkeleton } from "#components/ui/list-skeleton.tsx";
import { WhenLoaded } from "#components/ui/when-loaded.tsx";
import { listAccepted } from "#lib/passkeys/list-accepted.ts";
import { listPasskeys } from "#lib/passkeys/list-passkeys.ts";
import type { SignedIn } from "#lib/sessions/read-session.ts";
import { requirePageSession } from "#lib/sessions/require-page-session.ts";

export async function generateMetadata(): Promise<Metadata> {
  return { title: (await getTranslations("passkeys"))("title") };
}

const load = ({ account, passkeyId }: SignedIn) =>
  Promise.all([listPasskeys(account.id, passkeyId), listAccepted(account.id)]);

const Passkeys = async ({ loading }: { loading: ReturnType<typeof load> }) => {
  const [passkeys, accepted] = await loading;
  const entries = passkeys.map((passkey) => ({
    passkey,
    facts: <PasskeyFacts passkey={passkey} />,
  }));
  return <PasskeyManager entries={entries} accepted={accepted} />;
};

export default async function PasskeysPage() {
  const signedIn = await requirePageSession("/account/passkeys");
  const loading = load(signedIn);
  const t = await getTranslations("passkeys");
  if (signedIn.session.method === "linked") {
    const [passkeys] = await loading;
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
  return (
    <AccountPage>
      <WhenLoaded loading={loading} skeleton={<ListSkeleton label={t("title")} />}>
        <Passkeys loading={loading} />
      </WhenLoaded>
    </AccountPage>
  );
}

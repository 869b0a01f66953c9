import type { Metadata } from "next";
import { getTranslations } from "next-intl/server";
import { PasskeyFacts } from "#components/passkeys/passkey-facts.tsx";
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
  const loading = load(await requirePageSession("/account/passkeys"));
  const t = await getTranslations("passkeys");
  return (
    <AccountPage>
      <WhenLoaded loading={loading} skeleton={<ListSkeleton label={t("title")} />}>
        <Passkeys loading={loading} />
      </WhenLoaded>
    </AccountPage>
  );
}

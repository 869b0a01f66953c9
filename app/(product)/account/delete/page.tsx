import type { Metadata } from "next";
import { getTranslations } from "next-intl/server";
import { DeleteAccount } from "#components/accounts/delete-account.tsx";
import { LinkedNote } from "#components/links/linked-note.tsx";
import { AccountPage } from "#components/shell/account-page.tsx";
import { listAccepted } from "#lib/passkeys/list-accepted.ts";
import { requirePageSession } from "#lib/sessions/require-page-session.ts";

export async function generateMetadata(): Promise<Metadata> {
  return { title: (await getTranslations("deleteAccount"))("title") };
}

export default async function DeleteAccountPage() {
  const { account, session } = await requirePageSession("/account/delete");
  const accepted = await listAccepted(account.id);
  const t = await getTranslations("deleteAccount");
  const { email } = account;
  return (
    <AccountPage>
      <div className="grid max-w-2xl justify-items-start gap-5 wrap-anywhere">
        <h1>{t("title")}</h1>
        <p>{t("text", { email, passkeys: accepted.passkeys.length })}</p>
        <p className="text-muted-foreground">{t("manager")}</p>
        {session.method === "linked" ? (
          <LinkedNote />
        ) : (
          <DeleteAccount email={email} accepted={accepted} />
        )}
      </div>
    </AccountPage>
  );
}

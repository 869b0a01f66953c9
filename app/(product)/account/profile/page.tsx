import type { Metadata } from "next";
import { getFormatter, getTranslations } from "next-intl/server";
import { EmailSection } from "#components/accounts/email-section.tsx";
import { ExportAccount } from "#components/accounts/export-account.tsx";
import { ProfileForm } from "#components/accounts/profile-form.tsx";
import { LinkedNote } from "#components/links/linked-note.tsx";
import { AccountPage } from "#components/shell/account-page.tsx";
import { Card } from "#components/ui/card.tsx";
import { listAccepted } from "#lib/passkeys/list-accepted.ts";
import { requirePageSession } from "#lib/sessions/require-page-session.ts";

export async function generateMetadata(): Promise<Metadata> {
  return { title: (await getTranslations("profile"))("title") };
}

export default async function ProfilePage() {
  const { account, session } = await requirePageSession("/account/profile");
  const linked = session.method === "linked";
  const { rpId, userId } = await listAccepted(account.id);
  const t = await getTranslations("profile");
  const exportText = await getTranslations("exportAccount");
  const date = (await getFormatter()).dateTime(new Date(account.createdAt), { dateStyle: "long" });
  return (
    <AccountPage>
      <section aria-labelledby="profile-heading" className="grid gap-5">
        <h1 id="profile-heading">{t("title")}</h1>
        <p className="text-muted-foreground">{t("since", { date })}</p>
        {linked ? (
          <>
            <p className="wrap-anywhere">{account.email}</p>
            <LinkedNote />
          </>
        ) : (
          <EmailSection account={account} />
        )}
        <Card>
          <ProfileForm account={account} rpId={rpId} userId={userId} />
        </Card>
        {!linked && (
          <Card className="grid justify-items-start gap-3">
            <h2 className="font-medium">{exportText("title")}</h2>
            <p className="text-muted-foreground">{exportText("text")}</p>
            <ExportAccount />
          </Card>
        )}
      </section>
    </AccountPage>
  );
}

import type { Metadata } from "next";
import { getFormatter, getTranslations } from "next-intl/server";
import { ProfileForm } from "#components/accounts/profile-form.tsx";
import { AccountPage } from "#components/shell/account-page.tsx";
import { listAccepted } from "#lib/passkeys/list-accepted.ts";
import { requirePageSession } from "#lib/sessions/require-page-session.ts";

export async function generateMetadata(): Promise<Metadata> {
  return { title: (await getTranslations("profile"))("title") };
}

export default async function ProfilePage() {
  const { account } = await requirePageSession("/account/profile");
  const { rpId, userId } = await listAccepted(account.id);
  const t = await getTranslations("profile");
  const date = (await getFormatter()).dateTime(new Date(account.createdAt), { dateStyle: "long" });
  return (
    <AccountPage>
      <section aria-labelledby="profile-heading" className="grid gap-5">
        <h1 id="profile-heading">{t("title")}</h1>
        <dl className="grid gap-1">
          <dt className="font-medium">{t("email")}</dt>
          <dd className="wrap-anywhere">{account.email}</dd>
          {!account.emailVerified && (
            <dd className="text-sm text-muted-foreground">{t("unconfirmed")}</dd>
          )}
        </dl>
        <ProfileForm account={account} rpId={rpId} userId={userId} />
        <p className="text-sm text-muted-foreground">{t("since", { date })}</p>
      </section>
    </AccountPage>
  );
}

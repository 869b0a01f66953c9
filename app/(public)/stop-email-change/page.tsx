import type { Metadata } from "next";
import { getTranslations } from "next-intl/server";
import { FollowMailLink } from "#components/accounts/follow-mail-link.tsx";
import { FormPage } from "#components/shell/form-page.tsx";

export async function generateMetadata(): Promise<Metadata> {
  return { title: (await getTranslations("email"))("stop.title"), referrer: "no-referrer" };
}

export default async function StopEmailChangePage() {
  const t = await getTranslations("email.stop");
  return (
    <FormPage title={t("title")} text={t("text")}>
      <FollowMailLink purpose="stop" />
    </FormPage>
  );
}

import type { Metadata } from "next";
import { getTranslations } from "next-intl/server";
import { OpenMailLink } from "#components/recovery/open-mail-link.tsx";
import { FormPage } from "#components/shell/form-page.tsx";

export async function generateMetadata(): Promise<Metadata> {
  return { title: (await getTranslations("recoverByMail"))("link.title"), referrer: "no-referrer" };
}

export default async function MailLinkPage() {
  const t = await getTranslations("recoverByMail.link");
  return (
    <FormPage title={t("title")} text={t("text")}>
      <OpenMailLink />
    </FormPage>
  );
}

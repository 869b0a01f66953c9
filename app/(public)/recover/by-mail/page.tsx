import type { Metadata } from "next";
import { getTranslations } from "next-intl/server";
import { AskByMailForm } from "#components/recovery/ask-by-mail-form.tsx";
import { FormPage } from "#components/shell/form-page.tsx";
import { linkTo } from "#components/ui/text-link.tsx";

export async function generateMetadata(): Promise<Metadata> {
  return { title: (await getTranslations("recoverByMail"))("ask.title") };
}

export default async function AskByMailPage() {
  const t = await getTranslations("recoverByMail.ask");
  return (
    <FormPage title={t("title")} text={t("text")}>
      <AskByMailForm />
      <p>{t.rich("codes", { link: linkTo("/recover/codes") })}</p>
    </FormPage>
  );
}

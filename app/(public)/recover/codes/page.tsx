import type { Metadata } from "next";
import { getTranslations } from "next-intl/server";
import { TwoCodesForm } from "#components/recovery/two-codes-form.tsx";
import { FormPage } from "#components/shell/form-page.tsx";

export async function generateMetadata(): Promise<Metadata> {
  return { title: (await getTranslations("recoverByMail"))("codes.title") };
}

export default async function TwoCodesPage() {
  const t = await getTranslations("recoverByMail.codes");
  return (
    <FormPage title={t("title")} text={t("text")}>
      <TwoCodesForm />
    </FormPage>
  );
}

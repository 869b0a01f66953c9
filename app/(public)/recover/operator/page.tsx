import type { Metadata } from "next";
import { getTranslations } from "next-intl/server";
import { AskOperatorForm } from "#components/recovery/ask-operator-form.tsx";
import { FormPage } from "#components/shell/form-page.tsx";

export async function generateMetadata(): Promise<Metadata> {
  return { title: (await getTranslations("recoverByMail"))("operator.title") };
}

export default async function AskOperatorPage() {
  const t = await getTranslations("recoverByMail.operator");
  return (
    <FormPage title={t("title")} text={t("text")}>
      <AskOperatorForm />
    </FormPage>
  );
}

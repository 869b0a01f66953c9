import type { Metadata } from "next";
import { getTranslations } from "next-intl/server";
import { OtherWays } from "#components/recovery/other-ways.tsx";
import { RecoveryCodeForm } from "#components/recovery/recovery-code-form.tsx";
import { FormPage } from "#components/shell/form-page.tsx";
import { linkTo } from "#components/ui/text-link.tsx";

export async function generateMetadata(): Promise<Metadata> {
  return { title: (await getTranslations("recover"))("title") };
}

export default async function RecoverPage() {
  const t = await getTranslations("recover");
  return (
    <FormPage title={t("title")} text={t.rich("text", { link: linkTo("/help#lost-phone") })}>
      <RecoveryCodeForm />
      <OtherWays />
    </FormPage>
  );
}

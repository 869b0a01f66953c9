import type { Metadata } from "next";
import { getTranslations } from "next-intl/server";
import { StopByLink } from "#components/recovery/stop-by-link.tsx";
import { FormPage } from "#components/shell/form-page.tsx";

export async function generateMetadata(): Promise<Metadata> {
  return { title: (await getTranslations("recoverByMail"))("stop.title"), referrer: "no-referrer" };
}

export default async function StopRecoveryPage() {
  const t = await getTranslations("recoverByMail.stop");
  return (
    <FormPage title={t("title")} text={t("text")}>
      <StopByLink />
    </FormPage>
  );
}

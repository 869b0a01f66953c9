import type { Metadata } from "next";
import { getTranslations } from "next-intl/server";
import { JoinDevice } from "#components/links/join-device.tsx";
import { FormPage } from "#components/shell/form-page.tsx";

export async function generateMetadata(): Promise<Metadata> {
  return { title: (await getTranslations("link"))("join.title"), referrer: "no-referrer" };
}

export default async function JoinDevicePage() {
  const t = await getTranslations("link.join");
  return (
    <FormPage title={t("title")} text={t("text")}>
      <JoinDevice />
    </FormPage>
  );
}

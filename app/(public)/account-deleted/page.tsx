import type { Metadata } from "next";
import Link from "next/link";
import { getTranslations } from "next-intl/server";
import { MessagePage } from "#components/shell/message-page.tsx";
import { buttonClass } from "#components/ui/button-class.ts";

export async function generateMetadata(): Promise<Metadata> {
  return { title: (await getTranslations("deleteAccount"))("goneTitle") };
}

export default async function AccountDeletedPage() {
  const t = await getTranslations("deleteAccount");
  return (
    <MessagePage title={t("goneTitle")} text={t("goneText")}>
      <Link href="/" className={buttonClass()}>
        {t("toFront")}
      </Link>
    </MessagePage>
  );
}

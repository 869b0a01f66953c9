import type { Metadata } from "next";
import Link from "next/link";
import { getTranslations } from "next-intl/server";
import { MessagePage } from "#components/shell/message-page.tsx";
import { buttonClass } from "#components/ui/button-class.ts";

export async function generateMetadata(): Promise<Metadata> {
  return { title: (await getTranslations("gate"))("unknownTitle") };
}

/** The address that somebody came from is no service's. */
export default async function GateUnknownPage() {
  const t = await getTranslations("gate");
  return (
    <MessagePage title={t("unknownTitle")} text={t("unknownText")}>
      <Link href="/home" className={buttonClass()}>
        {t("home")}
      </Link>
    </MessagePage>
  );
}

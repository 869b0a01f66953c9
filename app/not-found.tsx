import type { Metadata } from "next";
import Link from "next/link";
import { getTranslations } from "next-intl/server";
import { MessagePage } from "#components/shell/message-page.tsx";
import { PublicFrame } from "#components/shell/public-frame.tsx";
import { buttonClass } from "#components/ui/button-class.ts";

export async function generateMetadata(): Promise<Metadata> {
  return { title: (await getTranslations("notFound"))("pageTitle") };
}

export default async function NotFoundPage() {
  const t = await getTranslations("notFound");
  return (
    <PublicFrame>
      <MessagePage title={t("title")} text={t("text")}>
        <Link href="/" className={buttonClass()}>
          {t("toFront")}
        </Link>
      </MessagePage>
    </PublicFrame>
  );
}

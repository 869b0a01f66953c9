import type { Metadata } from "next";
import { getTranslations } from "next-intl/server";
import { BrandLink } from "#components/shell/brand-link.tsx";
import { MessagePage } from "#components/shell/message-page.tsx";
import { buttonClass } from "#components/ui/button-class.ts";

export async function generateMetadata(): Promise<Metadata> {
  return { title: (await getTranslations("offline"))("title") };
}

/** Kept by the browser and shown at any address when there is no connection; works without scripts. */
export default async function OfflinePage() {
  const t = await getTranslations("offline");
  const common = await getTranslations("common");
  return (
    <main className="grid gap-6 px-4 py-16">
      <BrandLink href="/" className="justify-self-center" />
      <MessagePage title={t("title")} text={t("text")}>
        <a href="?" className={buttonClass()}>
          {common("tryAgain")}
        </a>
      </MessagePage>
    </main>
  );
}

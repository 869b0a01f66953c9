"use client";

import { useTranslations } from "next-intl";
import { MessagePage } from "#components/shell/message-page.tsx";
import { buttonClass } from "#components/ui/button-class.ts";

export default function ErrorPage({ retry }: { retry: () => void }) {
  const t = useTranslations("error");
  const common = useTranslations("common");
  return (
    <main className="px-4 py-16">
      <MessagePage title={t("title")} text={t("text")}>
        <button type="button" className={buttonClass()} onClick={() => retry()}>
          {common("tryAgain")}
        </button>
      </MessagePage>
    </main>
  );
}

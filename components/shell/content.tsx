import { clsx } from "clsx";
import { useTranslations } from "next-intl";
import type { ReactNode } from "react";

/** The main part of a page, which says first whether anything here can work. */
export function Content({ className, children }: { className?: string; children: ReactNode }) {
  const t = useTranslations("shell");
  return (
    <main
      id="content"
      tabIndex={-1}
      className={clsx("w-full px-4 outline-none sm:px-6", className)}
    >
      <noscript>
        <p className="mx-auto mb-6 max-w-3xl rounded-lg border border-input bg-card p-4">
          {t("noScript")}
        </p>
      </noscript>
      {children}
    </main>
  );
}

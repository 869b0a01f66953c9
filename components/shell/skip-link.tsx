import { useTranslations } from "next-intl";

/** The first thing on every page for who uses a keyboard: a way past what repeats. */
export function SkipLink() {
  const t = useTranslations("shell");
  return (
    <a
      href="#content"
      className="sr-only focus:not-sr-only focus:fixed focus:top-2 focus:left-2 focus:z-20 focus:rounded-md focus:bg-card focus:px-4 focus:py-3"
    >
      {t("skip")}
    </a>
  );
}

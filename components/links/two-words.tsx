import { useTranslations } from "next-intl";

/** The two words that both screens show, large enough to compare at a glance. */
export function TwoWords({ words }: { words: string }) {
  const t = useTranslations("link");
  return (
    <section
      aria-label={t("words")}
      // English in every language: the other device may be set to another one.
      lang="en"
      className="rounded-lg bg-muted px-4 py-5 text-center text-2xl font-semibold wrap-anywhere"
    >
      {words}
    </section>
  );
}

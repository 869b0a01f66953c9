import { useMessages, useTranslations } from "next-intl";
import type { FailureWords } from "#components/passkeys/explain-failure.ts";

/** Every message of what can go wrong, in its own words, each under the anchor that it links to. */
export function Trouble() {
  const t = useTranslations("help");
  const failures = useTranslations("failures");
  const messages = useMessages();
  const kinds = Object.keys(messages.failures).filter((name) => name !== "links") as FailureWords[];
  const hasMore = (kind: FailureWords): kind is keyof typeof messages.help.more & FailureWords =>
    kind in messages.help.more;
  return (
    <section aria-labelledby="trouble" className="grid gap-5">
      <h2 id="trouble" className="text-lg font-semibold">
        {t("trouble.title")}
      </h2>
      <p className="text-muted-foreground">{t("trouble.text")}</p>
      {kinds.map((kind) => (
        <div key={kind} className="grid gap-1 rounded-lg border bg-card p-4">
          <h3 id={kind} className="font-medium">
            {failures(`${kind}.title`)}
          </h3>
          <p className="text-muted-foreground">
            {failures(`${kind}.advice`)} {hasMore(kind) && t(`more.${kind}`)}
          </p>
        </div>
      ))}
    </section>
  );
}

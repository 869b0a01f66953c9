import { useTranslations } from "next-intl";
import type { ReactNode } from "react";
import { linkTo } from "#components/ui/text-link.tsx";

/** What /help explains, in this order; each is an anchor of that page. */
export const helpTopics = [
  "what-is-a-passkey",
  "where-it-is-kept",
  "new-phone",
  "lost-phone",
  "someone-elses-computer",
  "security-keys",
  "something-strange",
] as const;

/** One topic of the help, under its anchor. */
export function HelpTopic({ topic }: { topic: (typeof helpTopics)[number] }) {
  const t = useTranslations(`help.topics.${topic}`);
  return (
    <section aria-labelledby={topic} className="grid gap-3">
      <h2 id={topic} className="text-lg font-semibold">
        {t("title")}
      </h2>
      {t.rich("text", {
        p: (words: ReactNode) => <p className="text-muted-foreground">{words}</p>,
        passkeys: linkTo("/account/passkeys"),
        sessions: linkTo("/account/sessions"),
        recover: linkTo("/recover"),
        activity: linkTo("/account/activity"),
      })}
    </section>
  );
}

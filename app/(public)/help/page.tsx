import type { Metadata } from "next";
import { getTranslations } from "next-intl/server";
import { HelpTopic, helpTopics } from "#components/help/help-topic.tsx";
import { Trouble } from "#components/help/trouble.tsx";

export async function generateMetadata(): Promise<Metadata> {
  return { title: (await getTranslations("help"))("title") };
}

export default async function HelpPage() {
  const t = await getTranslations("help");
  return (
    <div className="mx-auto grid max-w-2xl gap-10">
      <div className="grid gap-3">
        <h1>{t("title")}</h1>
        <p className="text-muted-foreground">{t("text")}</p>
      </div>
      <nav aria-label={t("contents")}>
        <ul className="grid">
          {helpTopics.map((topic) => (
            <li key={topic}>
              <a href={`#${topic}`} className="inline-flex min-h-9 items-center underline">
                {t(`topics.${topic}.title`)}
              </a>
            </li>
          ))}
          <li>
            <a href="#trouble" className="inline-flex min-h-9 items-center underline">
              {t("trouble.title")}
            </a>
          </li>
        </ul>
      </nav>
      {helpTopics.map((topic) => (
        <HelpTopic key={topic} topic={topic} />
      ))}
      <Trouble />
    </div>
  );
}

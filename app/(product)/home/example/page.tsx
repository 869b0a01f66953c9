import type { Metadata } from "next";
import { getTranslations } from "next-intl/server";
import { AskExample } from "#components/example/ask-example.tsx";
import { TextLink } from "#components/ui/text-link.tsx";
import { requirePageSession } from "#lib/sessions/require-page-session.ts";

export async function generateMetadata(): Promise<Metadata> {
  return { title: (await getTranslations("example"))("title") };
}

/** A protected page to start from: it asks for the session first, and only then reads anything. */
export default async function ExamplePage() {
  await requirePageSession("/home/example");
  const t = await getTranslations("example");
  return (
    <div className="grid justify-items-start gap-5">
      <h1>{t("title")}</h1>
      <p className="text-muted-foreground">{t("text")}</p>
      <AskExample />
      <TextLink href="/home">{t("back")}</TextLink>
    </div>
  );
}

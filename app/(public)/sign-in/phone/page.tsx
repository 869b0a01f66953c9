import type { Metadata } from "next";
import { redirect } from "next/navigation";
import { getTranslations } from "next-intl/server";
import { AskPhone } from "#components/links/ask-phone.tsx";
import { FormPage } from "#components/shell/form-page.tsx";
import { nextPath } from "#lib/next-path.ts";
import { readPageSession } from "#lib/sessions/read-page-session.ts";

export async function generateMetadata(): Promise<Metadata> {
  return { title: (await getTranslations("link"))("phone.title") };
}

type Props = { searchParams: Promise<{ next?: string | string[] }> };

export default async function SignInByPhonePage({ searchParams }: Props) {
  const next = nextPath((await searchParams).next);
  if (await readPageSession()) redirect(next);
  const t = await getTranslations("link.phone");
  return (
    <FormPage title={t("title")} text={t("text")}>
      <AskPhone next={next} />
    </FormPage>
  );
}

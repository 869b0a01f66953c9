import type { Metadata } from "next";
import { redirect } from "next/navigation";
import { getTranslations } from "next-intl/server";
import { SignUpForm } from "#components/passkeys/sign-up-form.tsx";
import { FormPage } from "#components/shell/form-page.tsx";
import { linkTo } from "#components/ui/text-link.tsx";
import { nextPath, signInPath } from "#lib/next-path.ts";
import { readPageSession } from "#lib/sessions/read-page-session.ts";

export async function generateMetadata(): Promise<Metadata> {
  return { title: (await getTranslations("signUp"))("title") };
}

type Props = { searchParams: Promise<{ next?: string | string[] }> };

export default async function SignUpPage({ searchParams }: Props) {
  const next = nextPath((await searchParams).next);
  if (await readPageSession()) redirect(next);
  const t = await getTranslations("signUp");
  return (
    <FormPage title={t("title")} text={t("text")}>
      <SignUpForm next={next} />
      <p>{t.rich("haveAccount", { link: linkTo(signInPath(next)) })}</p>
    </FormPage>
  );
}

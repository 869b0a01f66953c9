import type { Metadata } from "next";
import { redirect } from "next/navigation";
import { getTranslations } from "next-intl/server";
import { PhoneInstead } from "#components/links/phone-instead.tsx";
import { SignInForm } from "#components/passkeys/sign-in-form.tsx";
import { FormPage } from "#components/shell/form-page.tsx";
import { linkTo } from "#components/ui/text-link.tsx";
import { nextPath, signUpPath } from "#lib/next-path.ts";
import { readPageSession } from "#lib/sessions/read-page-session.ts";

export async function generateMetadata(): Promise<Metadata> {
  return { title: (await getTranslations("signIn"))("title") };
}

type Props = { searchParams: Promise<{ next?: string | string[] }> };

export default async function SignInPage({ searchParams }: Props) {
  const next = nextPath((await searchParams).next);
  if (await readPageSession()) redirect(next);
  const t = await getTranslations("signIn");
  return (
    <FormPage title={t("title")} text={t("text")}>
      <SignInForm next={next} />
      <div className="grid gap-1">
        <PhoneInstead next={next} />
        <p>{t.rich("newHere", { link: linkTo(signUpPath(next)) })}</p>
        <p>{t.rich("recover", { link: linkTo("/recover") })}</p>
        <p>{t.rich("trouble", { link: linkTo("/help#trouble") })}</p>
      </div>
    </FormPage>
  );
}

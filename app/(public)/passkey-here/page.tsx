import type { Metadata } from "next";
import { redirect } from "next/navigation";
import { getTranslations } from "next-intl/server";
import { PasskeyOffer } from "#components/passkeys/passkey-offer.tsx";
import { FormPage } from "#components/shell/form-page.tsx";
import { nextPath, signInPath } from "#lib/next-path.ts";
import { readPageSession } from "#lib/sessions/read-page-session.ts";

export async function generateMetadata(): Promise<Metadata> {
  return { title: (await getTranslations("passkeyHere"))("pageTitle") };
}

type Props = { searchParams: Promise<{ next?: string | string[] }> };

export default async function PasskeyHerePage({ searchParams }: Props) {
  const next = nextPath((await searchParams).next);
  if (!(await readPageSession())) redirect(signInPath(next));
  const t = await getTranslations("passkeyHere");
  return (
    <FormPage title={t("title")} text={t("text")}>
      <PasskeyOffer next={next} />
    </FormPage>
  );
}

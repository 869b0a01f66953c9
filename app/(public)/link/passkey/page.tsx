import type { Metadata } from "next";
import { redirect } from "next/navigation";
import { getTranslations } from "next-intl/server";
import { EnrolToEnter } from "#components/recovery/enrol-to-enter.tsx";
import { FormPage } from "#components/shell/form-page.tsx";
import { readPageSession } from "#lib/sessions/read-page-session.ts";

export async function generateMetadata(): Promise<Metadata> {
  return { title: (await getTranslations("link"))("enrol.title") };
}

export default async function EnrolByLinkPage() {
  const signedIn = await readPageSession();
  if (!signedIn) redirect("/link");
  if (signedIn.session.method !== "link") redirect("/account/passkeys");
  const t = await getTranslations("link.enrol");
  const text = (
    <span className="wrap-anywhere">{t("text", { email: signedIn.account.email })}</span>
  );
  return (
    <FormPage title={t("title")} text={text}>
      <EnrolToEnter words="link.enrol" next="/account/passkeys" />
    </FormPage>
  );
}

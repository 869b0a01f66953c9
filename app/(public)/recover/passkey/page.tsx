import type { Metadata } from "next";
import { redirect } from "next/navigation";
import { getTranslations } from "next-intl/server";
import { EnrolToEnter } from "#components/recovery/enrol-to-enter.tsx";
import { FormPage } from "#components/shell/form-page.tsx";
import { readPageSession } from "#lib/sessions/read-page-session.ts";

export async function generateMetadata(): Promise<Metadata> {
  return { title: (await getTranslations("recover"))("enrol.title") };
}

export default async function EnrolAfterLossPage() {
  const signedIn = await readPageSession();
  if (!signedIn) redirect("/recover");
  if (signedIn.session.method !== "recovery") redirect("/account/passkeys");
  const t = await getTranslations("recover.enrol");
  return (
    <FormPage title={t("title")} text={t("text")}>
      <EnrolToEnter words="recover.enrol" next="/recover/review" />
    </FormPage>
  );
}

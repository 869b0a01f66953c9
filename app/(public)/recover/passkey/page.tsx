import type { Metadata } from "next";
import { redirect } from "next/navigation";
import { getTranslations } from "next-intl/server";
import { EnrolToEnter } from "#components/recovery/enrol-to-enter.tsx";
import { FormPage } from "#components/shell/form-page.tsx";
import { readPageSession } from "#lib/sessions/read-page-session.ts";
import { isRecovery } from "#lib/sessions/session.ts";

export async function generateMetadata(): Promise<Metadata> {
  return { title: (await getTranslations("recover"))("enrol.title") };
}

export default async function EnrolAfterLossPage() {
  const signedIn = await readPageSession();
  if (!signedIn) redirect("/recover");
  const { method } = signedIn.session;
  if (!isRecovery(method)) redirect("/account/passkeys");
  const t = await getTranslations("recover.enrol");
  const byMail = await getTranslations("recoverByMail");
  return (
    <FormPage title={t("title")} text={method === "recovery-mail" ? byMail("enrol") : t("text")}>
      <EnrolToEnter words="recover.enrol" next="/recover/review" />
    </FormPage>
  );
}

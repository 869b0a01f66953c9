import type { Metadata } from "next";
import { redirect } from "next/navigation";
import { getTranslations } from "next-intl/server";
import { EnrolAfterLoss } from "#components/recovery/enrol-after-loss.tsx";
import { FormPage } from "#components/shell/form-page.tsx";
import { readPageSession } from "#lib/sessions/read-page-session.ts";
import { canOnlyEnrol } from "#lib/sessions/session.ts";

export async function generateMetadata(): Promise<Metadata> {
  return { title: (await getTranslations("recover"))("enrol.title") };
}

export default async function EnrolAfterLossPage() {
  const signedIn = await readPageSession();
  if (!signedIn) redirect("/recover");
  const { method } = signedIn.session;
  if (!canOnlyEnrol(method)) redirect("/account/passkeys");
  const t = await getTranslations("recover.enrol");
  const byMail = await getTranslations("recoverByMail");
  return (
    <FormPage title={t("title")} text={method === "recovery-mail" ? byMail("enrol") : t("text")}>
      <EnrolAfterLoss />
    </FormPage>
  );
}

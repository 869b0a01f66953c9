import type { Metadata } from "next";
import { getTranslations } from "next-intl/server";
import { ApproveBrowser, SignInToApprove } from "#components/links/approve-browser.tsx";
import { LinkedNote } from "#components/links/linked-note.tsx";
import { FormPage } from "#components/shell/form-page.tsx";
import { readPageSession } from "#lib/sessions/read-page-session.ts";

export async function generateMetadata(): Promise<Metadata> {
  return { title: (await getTranslations("link"))("approve.title"), referrer: "no-referrer" };
}

export default async function ApproveBrowserPage() {
  const signedIn = await readPageSession();
  const t = await getTranslations("link.approve");
  return (
    <FormPage title={t("title")} text={t("text")}>
      {!signedIn && <SignInToApprove />}
      {signedIn?.session.method === "linked" && <LinkedNote />}
      {signedIn && signedIn.session.method !== "linked" && <ApproveBrowser />}
    </FormPage>
  );
}

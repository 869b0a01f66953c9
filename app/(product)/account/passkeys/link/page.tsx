import type { Metadata } from "next";
import { getTranslations } from "next-intl/server";
import { AddDevice } from "#components/links/add-device.tsx";
import { LinkedNote } from "#components/links/linked-note.tsx";
import { AccountPage } from "#components/shell/account-page.tsx";
import { FormPage } from "#components/shell/form-page.tsx";
import { requirePageSession } from "#lib/sessions/require-page-session.ts";

export async function generateMetadata(): Promise<Metadata> {
  return { title: (await getTranslations("link"))("add.title") };
}

export default async function AddDevicePage() {
  const { session } = await requirePageSession("/account/passkeys/link");
  const t = await getTranslations("link.add");
  return (
    <AccountPage>
      <FormPage title={t("title")} text={t("text")}>
        {session.method === "linked" ? <LinkedNote /> : <AddDevice />}
      </FormPage>
    </AccountPage>
  );
}

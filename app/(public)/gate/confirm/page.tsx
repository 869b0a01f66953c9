import type { Metadata } from "next";
import { redirect } from "next/navigation";
import { getTranslations } from "next-intl/server";
import { ConfirmAgain } from "#components/gate/confirm-again.tsx";
import { FormPage } from "#components/shell/form-page.tsx";
import { findTarget, withQuery } from "#lib/gate/return-address.ts";
import { requirePageSession } from "#lib/sessions/require-page-session.ts";

export async function generateMetadata(): Promise<Metadata> {
  return { title: (await getTranslations("gate"))("confirmTitle") };
}

type Props = { searchParams: Promise<{ return_to?: string | string[] }> };

export default async function GateConfirmPage({ searchParams }: Props) {
  const { return_to: value } = await searchParams;
  const target = await findTarget(typeof value === "string" ? value : null);
  if (!target) redirect("/gate/unknown");
  const returnTo = target.origin + target.path;
  const next = withQuery("/gate/authorize", { return_to: returnTo });
  await requirePageSession(next);
  const t = await getTranslations("gate");
  return (
    <FormPage title={t("confirmTitle")} text={t("confirmText", { host: target.host })}>
      <ConfirmAgain next={next} />
    </FormPage>
  );
}

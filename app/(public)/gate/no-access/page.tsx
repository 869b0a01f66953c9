import type { Metadata } from "next";
import { redirect } from "next/navigation";
import { getTranslations } from "next-intl/server";
import { SignOutButton } from "#components/sessions/sign-out-button.tsx";
import { MessagePage } from "#components/shell/message-page.tsx";
import { buttonClass } from "#components/ui/button-class.ts";
import { findTarget, withQuery } from "#lib/gate/return-address.ts";
import { requirePageSession } from "#lib/sessions/require-page-session.ts";

export async function generateMetadata(): Promise<Metadata> {
  return { title: (await getTranslations("gate"))("noAccessTitle") };
}

type Props = { searchParams: Promise<{ return_to?: string | string[] }> };

/** Who is signed in, and what to ask for: they can't get further by themselves. */
export default async function GateNoAccessPage({ searchParams }: Props) {
  const { return_to: value } = await searchParams;
  const target = await findTarget(typeof value === "string" ? value : null);
  if (!target) redirect("/gate/unknown");
  const returnTo = target.origin + target.path;
  const again = withQuery("/gate/authorize", { return_to: returnTo });
  const { account, session } = await requirePageSession(again);
  const t = await getTranslations("gate");
  const text = session.method === "passkey" ? "noAccessText" : "passkeyNeeded";
  const names = { host: target.host, email: account.email };
  return (
    <MessagePage title={t("noAccessTitle")} text={t(text, names)}>
      <p>{t("ask", { id: account.id })}</p>
      <div className="flex flex-wrap gap-2">
        {/* It may lead to another host, where the router can't go. */}
        <a href={again} className={buttonClass()}>
          {t("tryAgain")}
        </a>
        <SignOutButton />
      </div>
    </MessagePage>
  );
}

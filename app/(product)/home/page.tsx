import type { Metadata } from "next";
import Link from "next/link";
import { getTranslations } from "next-intl/server";
import { FirstSteps } from "#components/home/first-steps.tsx";
import { buttonClass } from "#components/ui/button-class.ts";
import { Card } from "#components/ui/card.tsx";
import { listFirstSteps } from "#lib/accounts/list-first-steps.ts";
import { requirePageSession } from "#lib/sessions/require-page-session.ts";

export async function generateMetadata(): Promise<Metadata> {
  return { title: (await getTranslations("home"))("title") };
}

/** Where people arrive: put your product here. */
export default async function HomePage() {
  const signedIn = await requirePageSession("/home");
  const t = await getTranslations("home");
  const steps = await listFirstSteps(signedIn);
  const { name } = signedIn.account;
  return (
    <div className="grid gap-6">
      <div className="grid gap-2 wrap-anywhere">
        <h1>{name ? t("greeting", { name }) : t("greetingPlain")}</h1>
        <p className="text-muted-foreground">{t("text")}</p>
      </div>
      <FirstSteps steps={steps} />
      <Card className="grid justify-items-start gap-3">
        <h2 className="font-semibold">{t("example.title")}</h2>
        <p className="text-muted-foreground">{t("example.text")}</p>
        <Link href="/home/example" className={buttonClass("secondary")}>
          {t("example.act")}
        </Link>
      </Card>
    </div>
  );
}

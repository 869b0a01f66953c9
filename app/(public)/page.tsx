import { Fingerprint, KeyRound, ShieldCheck } from "lucide-react";
import Link from "next/link";
import { getTranslations } from "next-intl/server";
import { SignInLink } from "#components/passkeys/sign-in-link.tsx";
import { buttonClass } from "#components/ui/button-class.ts";
import { getEnv } from "#lib/env.ts";
import { readPageSession } from "#lib/sessions/read-page-session.ts";

const points = [
  { name: "quick", Icon: Fingerprint },
  { name: "safe", Icon: ShieldCheck },
  { name: "yours", Icon: KeyRound },
] as const;

export default async function LandingPage() {
  const t = await getTranslations("landing");
  const signedIn = await readPageSession();
  return (
    <div className="mx-auto grid max-w-[69rem] gap-10 sm:gap-14">
      <div className="grid max-w-2xl gap-6 sm:py-6">
        <h1 className="text-4xl sm:text-5xl">{t("title")}</h1>
        <p className="text-lg text-muted-foreground">{t("text", { app: getEnv().appName })}</p>
        {signedIn ? (
          <div className="grid justify-items-start gap-4">
            <p className="wrap-anywhere">{t("signedIn", { email: signedIn.account.email })}</p>
            <Link href="/home" className={buttonClass()}>
              {t("goHome")}
            </Link>
          </div>
        ) : (
          <div className="flex flex-wrap gap-3">
            <Link href="/sign-up" className={buttonClass()}>
              {t("create")}
            </Link>
            <SignInLink className={buttonClass("secondary")} />
            <Link href="/help#what-is-a-passkey" className={buttonClass("ghost")}>
              {t("learn")}
            </Link>
          </div>
        )}
      </div>
      <ul className="grid gap-8 border-t pt-10 sm:grid-cols-3">
        {points.map(({ name, Icon }) => (
          <li key={name} className="grid content-start gap-2">
            <Icon aria-hidden className="size-6 text-primary" />
            <h2 className="font-semibold">{t(`points.${name}.title`)}</h2>
            <p className="text-muted-foreground">{t(`points.${name}.text`)}</p>
          </li>
        ))}
      </ul>
    </div>
  );
}

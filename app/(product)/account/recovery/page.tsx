import { clsx } from "clsx";
import { ShieldAlert, ShieldCheck } from "lucide-react";
import type { Metadata } from "next";
import Link from "next/link";
import { getTranslations } from "next-intl/server";
import { LinkedNote } from "#components/links/linked-note.tsx";
import { PasskeyIcon } from "#components/passkeys/passkey-icon.tsx";
import { RecoveryCodesSection } from "#components/recovery/recovery-codes-section.tsx";
import { AccountPage } from "#components/shell/account-page.tsx";
import { buttonClass } from "#components/ui/button-class.ts";
import { Card } from "#components/ui/card.tsx";
import { RelativeTime } from "#components/ui/relative-time.tsx";
import { linkTo } from "#components/ui/text-link.tsx";
import { getEnv } from "#lib/env.ts";
import { listPasskeys } from "#lib/passkeys/list-passkeys.ts";
import { countRecoveryCodes } from "#lib/recovery/recovery-codes.ts";
import { requirePageSession } from "#lib/sessions/require-page-session.ts";

export async function generateMetadata(): Promise<Metadata> {
  return { title: (await getTranslations("recovery"))("title") };
}

export default async function RecoveryPage() {
  const { account, passkeyId, session } = await requirePageSession("/account/recovery");
  const t = await getTranslations("recovery");
  const codesText = await getTranslations("codes");
  const [passkeys, codes] = await Promise.all([
    listPasskeys(account.id, passkeyId),
    countRecoveryCodes(account.id),
  ]);
  const good = passkeys.length > 1;
  const Icon = good ? ShieldCheck : ShieldAlert;
  return (
    <AccountPage>
      <div className="grid gap-5 wrap-anywhere">
        <h1>{t("title")}</h1>
        <p className="text-muted-foreground">{t("text")}</p>
        <Card className="flex gap-3">
          <Icon
            aria-hidden
            className={clsx("mt-0.5 size-5 shrink-0", good ? "text-success" : "text-destructive")}
          />
          <div className="grid justify-items-start gap-1">
            <h2 className="font-medium">{t(good ? "good" : "weak")}</h2>
            <p className="text-muted-foreground">{t(good ? "goodText" : "weakText")}</p>
            <Link href="/account/passkeys" className={buttonClass("secondary", "mt-2")}>
              {t("add")}
            </Link>
          </div>
        </Card>
        {session.method === "linked" ? (
          <LinkedNote />
        ) : (
          <RecoveryCodesSection
            left={
              codes &&
              codesText.rich("left", {
                left: codes.left,
                time: () => <RelativeTime at={codes.madeAt} />,
              })
            }
            fileTitle={codesText("fileTitle", { email: account.email, app: getEnv().appName })}
          />
        )}
        <section aria-labelledby="recovery-places" className="grid gap-3">
          <h2 id="recovery-places" className="font-semibold">
            {t("places")}
          </h2>
          <ul className="grid gap-2">
            {passkeys.map(({ id, kind, name }) => (
              <li key={id} className="flex items-center gap-3">
                <PasskeyIcon kind={kind} />
                {name}
              </li>
            ))}
          </ul>
        </section>
        <p>{t.rich("lost", { link: linkTo("/help#lost-phone") })}</p>
      </div>
    </AccountPage>
  );
}

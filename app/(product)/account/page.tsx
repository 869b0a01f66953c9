import { ChevronRight } from "lucide-react";
import type { Metadata } from "next";
import Link from "next/link";
import { getTranslations } from "next-intl/server";
import { accountSections } from "#components/shell/account-sections.ts";
import { listPasskeys } from "#lib/passkeys/list-passkeys.ts";
import { listSessions } from "#lib/sessions/list-sessions.ts";
import { requirePageSession } from "#lib/sessions/require-page-session.ts";

export async function generateMetadata(): Promise<Metadata> {
  return { title: (await getTranslations("account"))("title") };
}

export default async function AccountPage() {
  const signedIn = await requirePageSession("/account");
  const t = await getTranslations("account");
  const [passkeys, sessions] = await Promise.all([
    listPasskeys(signedIn.account.id, signedIn.passkeyId),
    listSessions(signedIn),
  ]);
  const counts: Record<string, number> = { passkeys: passkeys.length, sessions: sessions.length };
  return (
    <div className="grid gap-6">
      <div className="grid gap-1">
        <h1>{t("title")}</h1>
        <p className="wrap-anywhere text-muted-foreground">{signedIn.account.email}</p>
      </div>
      <ul aria-label={t("sections")} className="grid gap-3 sm:grid-cols-2">
        {accountSections.map(({ name, href, Icon }) => (
          <li key={name}>
            <Link
              href={href}
              className="flex h-full items-center gap-4 rounded-xl border bg-card p-4 hover:bg-accent"
            >
              <Icon aria-hidden className="size-5 shrink-0 text-muted-foreground" />
              <span className="grid grow gap-0.5">
                <span className="font-medium">{t(name)}</span>
                <span className="text-sm text-muted-foreground">
                  {t(`about.${name}`, { count: counts[name] ?? 0 })}
                </span>
              </span>
              <ChevronRight aria-hidden className="size-4 shrink-0 text-muted-foreground" />
            </Link>
          </li>
        ))}
      </ul>
    </div>
  );
}

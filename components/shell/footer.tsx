import { clsx } from "clsx";
import { useTranslations } from "next-intl";
import { PreferenceFields } from "#components/preferences/preference-fields.tsx";
import { brand } from "#lib/brand.ts";
import type { Preferences } from "#lib/preferences/choices.ts";

type FooterProps = { preferences: Preferences; className: string };

/** What ends every page: language, appearance, and the pages that the law asks for. */
export function Footer({ preferences, className }: FooterProps) {
  const t = useTranslations("shell");
  const links = [
    { href: "/help", label: t("help") },
    { href: brand.privacyUrl, label: t("privacy") },
    { href: brand.termsUrl, label: t("terms") },
  ];
  return (
    <footer
      className={clsx(
        "mx-auto flex w-full flex-wrap items-center justify-between gap-4 px-4 py-6 text-sm text-muted-foreground sm:px-6",
        className,
      )}
    >
      <PreferenceFields preferences={preferences} />
      <div className="flex flex-wrap gap-4">
        {links.map(
          ({ href, label }) =>
            href && (
              <a key={label} href={href} className="flex min-h-11 items-center underline">
                {label}
              </a>
            ),
        )}
      </div>
    </footer>
  );
}

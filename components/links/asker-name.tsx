import { MonitorSmartphone } from "lucide-react";
import { useTranslations } from "next-intl";
import type { Asker } from "#lib/links/link.ts";

/** Which browser asks, on which system and from where; in its own words, which are shown as text. */
export function AskerName({ asker: { browser, ip } }: { asker: Asker }) {
  const t = useTranslations("link");
  return (
    <p className="flex items-center gap-3 rounded-lg border px-4 py-3 font-medium wrap-anywhere">
      <MonitorSmartphone aria-hidden className="size-5 shrink-0 text-muted-foreground" />
      {t("asker", { browser: browser ?? t("unknownBrowser"), ip: ip ?? t("unknownPlace") })}
    </p>
  );
}

"use client";

import { useTranslations } from "next-intl";
import { useOwnAddress } from "#components/passkeys/use-own-address.ts";
import type { OpenedLink } from "#lib/links/link.ts";
import { QrCode } from "./qr-code.tsx";

type LinkCodeProps = {
  link: OpenedLink;
  /** The page where the other device takes the code. */
  page: "/link" | "/approve";
  /** What to do with the picture. */
  scan: string;
};

/** A request's code, as a picture to scan and as signs to type. */
export function LinkCode({ link, page, scan }: LinkCodeProps) {
  const t = useTranslations("link");
  const address = useOwnAddress();
  if (!address) return null;
  const target = new URL(page, address);
  return (
    <div className="grid gap-4">
      <p>{scan}</p>
      <QrCode text={`${target.href}#${link.code}`} label={t("qr")} />
      <p className="wrap-anywhere">{t("or", { address: target.host + target.pathname })}</p>
      <p className="rounded-lg bg-muted px-4 py-3 text-center font-mono text-2xl tracking-widest">
        {link.code}
      </p>
      <p className="text-sm text-muted-foreground">{t("good", { minutes: link.seconds / 60 })}</p>
    </div>
  );
}

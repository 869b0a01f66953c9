"use client";

import Link from "next/link";
import { useTranslations } from "next-intl";
import { useSyncExternalStore } from "react";
import { checkSupport } from "#components/passkeys/check-support.ts";
import { buttonClass } from "#components/ui/button-class.ts";
import { linkTo } from "#components/ui/text-link.tsx";
import { phonePath } from "#lib/next-path.ts";

const neverChanges = () => () => {};

/** The way in for a browser without passkeys: a button there, and a quiet link elsewhere. */
export function PhoneInstead({ next }: { next: string }) {
  const t = useTranslations("link.phone");
  const lacking = useSyncExternalStore(
    neverChanges,
    () => checkSupport() !== null,
    () => false,
  );
  if (!lacking) return <p>{t.rich("quiet", { link: linkTo(phonePath(next)) })}</p>;
  return (
    <Link href={phonePath(next)} className={buttonClass("secondary", "mb-3 w-full")}>
      {t("instead")}
    </Link>
  );
}

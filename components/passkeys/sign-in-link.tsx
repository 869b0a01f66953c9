"use client";

import Link from "next/link";
import { usePathname, useRouter } from "next/navigation";
import { useTranslations } from "next-intl";
import { type MouseEvent, useEffect, useState } from "react";
import { nextPath } from "#lib/next-path.ts";
import { enter } from "./enter.ts";
import { readCapabilities } from "./read-capabilities.ts";
import { signInAtOnce } from "./sign-in-at-once.ts";

const path = "/sign-in";

/**
 * The way to the sign-in page. On the front page it first asks for a passkey of this device, where
 * the browser can do so without a window when there is none.
 */
export function SignInLink({ className }: { className: string }) {
  const t = useTranslations("shell");
  const atFront = usePathname() === "/";
  const router = useRouter();
  const [immediate, setImmediate] = useState(false);
  const [busy, setBusy] = useState(false);

  useEffect(() => {
    // Known before the press: what a press may do has to be decided at once.
    if (atFront) void readCapabilities().then((can) => setImmediate(can.immediateGet === true));
  }, [atFront]);

  const signInHere = async () => {
    setBusy(true);
    const visitor = await signInAtOnce();
    if (visitor) return await enter(visitor, nextPath(undefined));
    setBusy(false);
    router.push(path);
  };

  const press = (event: MouseEvent) => {
    const elsewhere = event.metaKey || event.ctrlKey || event.shiftKey || event.altKey;
    if (!atFront || !immediate || elsewhere) return;
    event.preventDefault();
    if (!busy) void signInHere();
  };

  return (
    <Link href={path} onClick={press} aria-busy={busy} className={className}>
      {t("signIn")}
    </Link>
  );
}

"use client";

import { Laptop, Smartphone, Usb } from "lucide-react";
import { useTranslations } from "next-intl";
import { Button } from "#components/ui/button.tsx";
import type { Hint } from "#lib/webauthn/policy.ts";

const choices: { hint: Hint; Icon: typeof Laptop }[] = [
  { hint: "client-device", Icon: Laptop },
  { hint: "hybrid", Icon: Smartphone },
  { hint: "security-key", Icon: Usb },
];

type AddPasskeyChoicesProps = { busy: boolean; onChoose: (hint: Hint) => void };

/** Where to keep a new passkey, for those who don't want to leave that to the browser. */
export function AddPasskeyChoices({ busy, onChoose }: AddPasskeyChoicesProps) {
  const t = useTranslations("passkeys");
  return (
    <details className="rounded-lg border bg-card">
      <summary className="min-h-11 cursor-pointer px-4 py-2.5">{t("choose")}</summary>
      <div className="grid gap-2 px-4 pb-4 sm:flex">
        {choices.map(({ hint, Icon }) => (
          <Button key={hint} variant="secondary" busy={busy} onClick={() => onChoose(hint)}>
            <Icon aria-hidden />
            {t(`where.${hint}`)}
          </Button>
        ))}
      </div>
    </details>
  );
}

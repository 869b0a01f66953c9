import { useTranslations } from "next-intl";
import { Card } from "#components/ui/card.tsx";
import type { Passkey } from "#lib/passkeys/passkey.ts";
import { PasskeyFacts } from "./passkey-facts.tsx";
import { PasskeyIcon } from "./passkey-icon.tsx";

/** An account's passkeys, to be looked at. */
export function PasskeyList({ passkeys }: { passkeys: Passkey[] }) {
  const t = useTranslations("passkeys");
  return (
    <ul aria-label={t("title")} className="grid gap-3 wrap-anywhere">
      {passkeys.map((passkey) => (
        <li key={passkey.id}>
          <Card className="flex gap-3">
            <PasskeyIcon kind={passkey.kind} />
            <div className="grid min-w-0 gap-1">
              <h2 className="font-medium">{passkey.name}</h2>
              <PasskeyFacts passkey={passkey} />
            </div>
          </Card>
        </li>
      ))}
    </ul>
  );
}

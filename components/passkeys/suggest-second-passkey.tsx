import { useTranslations } from "next-intl";
import type { Passkey } from "#lib/passkeys/passkey.ts";

/** A calm word to who has a single passkey; nothing where there are two or more. */
export function SuggestSecondPasskey({ passkeys }: { passkeys: Passkey[] }) {
  const t = useTranslations("passkeys.second");
  const [only, another] = passkeys;
  if (!only || another) return null;
  return <p className="rounded-lg bg-muted px-4 py-3">{t(only.synced ? "synced" : "device")}</p>;
}

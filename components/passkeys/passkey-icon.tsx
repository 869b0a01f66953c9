import { Laptop, LockKeyhole, Smartphone, Usb } from "lucide-react";
import { useTranslations } from "next-intl";
import { IconTile } from "#components/ui/icon-tile.tsx";
import type { PasskeyKind } from "#lib/passkeys/passkey.ts";

const icons = {
  computer: Laptop,
  phone: Smartphone,
  "password-manager": LockKeyhole,
  "security-key": Usb,
};

/** What keeps a passkey, as a sign and in words for those who don't see it. */
export function PasskeyIcon({ kind }: { kind: PasskeyKind }) {
  const t = useTranslations("passkeys.kinds");
  const Icon = icons[kind];
  return (
    <IconTile>
      <Icon aria-hidden />
      <span className="sr-only">{t(kind)}</span>
    </IconTile>
  );
}

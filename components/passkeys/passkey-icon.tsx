import { Laptop, LockKeyhole, Smartphone, Usb } from "lucide-react";
import type { PasskeyKind } from "#lib/passkeys/passkey.ts";

const icons = {
  computer: Laptop,
  phone: Smartphone,
  "password-manager": LockKeyhole,
  "security-key": Usb,
};

const words: Record<PasskeyKind, string> = {
  computer: "On a computer",
  phone: "On a phone or tablet",
  "password-manager": "In a password manager",
  "security-key": "On a security key",
};

/** What keeps a passkey, as a sign and in words for those who don't see it. */
export function PasskeyIcon({ kind }: { kind: PasskeyKind }) {
  const Icon = icons[kind];
  return (
    <span className="grid size-10 shrink-0 place-items-center rounded-lg bg-muted">
      <Icon aria-hidden className="size-5" />
      <span className="sr-only">{words[kind]}</span>
    </span>
  );
}

import type { Passkey } from "#lib/passkeys/passkey.ts";

/** A calm word to who has a single passkey; nothing where there are two or more. */
export function SuggestSecondPasskey({ passkeys }: { passkeys: Passkey[] }) {
  const [only, another] = passkeys;
  if (!only || another) return null;
  return (
    <p className="rounded-lg bg-muted px-4 py-3">
      {only.synced
        ? "This is your only passkey. With a second one, on another device or a security key, you stay in if you ever lose your password manager."
        : "Your only passkey is on a single device. Add a second one somewhere else, so that losing the device does not lock you out."}
    </p>
  );
}

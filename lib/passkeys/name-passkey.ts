import type { PasskeyKind, Transport } from "#db/schema.ts";
import type { Caller } from "#lib/http/caller.ts";
import { translatorFor } from "#lib/i18n/translator.ts";
import { describeBrowser, nameBrowser } from "./describe-browser.ts";
import { nameProvider } from "./name-provider.ts";

type Made = { aaguid: string; transports: Transport[]; backupEligible: boolean };

/** What keeps a passkey: read from its transports, its backup flag, and where it was made. */
export function kindOfPasskey(made: Made, userAgent: string | null): PasskeyKind {
  const { transports, backupEligible } = made;
  const here = transports.includes("internal") || transports.includes("hybrid");
  if (backupEligible) return "password-manager";
  if (transports.length > 0 && !here) return "security-key";
  const elsewhere = transports.includes("hybrid") && !transports.includes("internal");
  return elsewhere || describeBrowser(userAgent).mobile ? "phone" : "computer";
}

/**
 * Names a new passkey by its provider, else by browser and system, else by its kind, in the
 * person's language; a number tells it from those in `taken`.
 */
export async function namePasskey(
  made: Made,
  maker: Pick<Caller, "userAgent" | "locale">,
  taken: string[],
): Promise<string> {
  const kind = kindOfPasskey(made, maker.userAgent);
  const browser = kind === "security-key" ? null : await nameBrowser(maker);
  const plainly = (await translatorFor(maker.locale))(`names.${kind}`);
  const name = nameProvider(made.aaguid) ?? browser ?? plainly;
  for (let number = 1; ; number += 1) {
    const candidate = number === 1 ? name : `${name} ${number}`;
    if (!taken.includes(candidate)) return candidate;
  }
}

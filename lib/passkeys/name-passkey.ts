import type { PasskeyKind, Transport } from "#db/schema.ts";
import { describeBrowser } from "./describe-browser.ts";
import { nameProvider } from "./name-provider.ts";

type Made = { aaguid: string; transports: Transport[]; backupEligible: boolean };

const plainly: Record<PasskeyKind, string> = {
  computer: "This computer",
  phone: "Phone",
  "password-manager": "Password manager",
  "security-key": "Security key",
};

/** What keeps a passkey: read from its transports, its backup flag, and where it was made. */
export function kindOfPasskey(made: Made, userAgent: string | null): PasskeyKind {
  const { transports, backupEligible } = made;
  const here = transports.includes("internal") || transports.includes("hybrid");
  if (backupEligible) return "password-manager";
  if (transports.length > 0 && !here) return "security-key";
  const elsewhere = transports.includes("hybrid") && !transports.includes("internal");
  return elsewhere || describeBrowser(userAgent)?.mobile ? "phone" : "computer";
}

/**
 * Names a new passkey by its provider, else by browser and system, else by its kind; a number tells
 * it from those in `taken`.
 */
export function namePasskey(made: Made, userAgent: string | null, taken: string[]): string {
  const kind = kindOfPasskey(made, userAgent);
  const browser = kind === "security-key" ? undefined : describeBrowser(userAgent)?.words;
  const name = nameProvider(made.aaguid) ?? browser ?? plainly[kind];
  for (let number = 1; ; number += 1) {
    const candidate = number === 1 ? name : `${name} ${number}`;
    if (!taken.includes(candidate)) return candidate;
  }
}

import Bowser from "bowser";
import type { Caller } from "#lib/http/caller.ts";
import { translatorFor } from "#lib/i18n/translator.ts";

/** A browser and its system as people know them, and whether they run on a phone or tablet. */
export type Described = { browser?: string; system?: string; mobile: boolean };

/** Reads browser and system from a User-Agent header. */
export function describeBrowser(userAgent: string | null): Described {
  if (!userAgent) return { mobile: false };
  const { browser, os, platform } = Bowser.parse(userAgent);
  const mobile = platform.type === "mobile" || platform.type === "tablet";
  return {
    ...(browser.name && { browser: browser.name }),
    ...(os.name && { system: os.name }),
    mobile,
  };
}

/**
 * Names a browser in the person's language, such as "Chrome on macOS".
 * @returns null where the User-Agent header names neither browser nor system
 */
export async function nameBrowser({
  userAgent,
  locale,
}: Pick<Caller, "userAgent" | "locale">): Promise<string | null> {
  const { browser, system } = describeBrowser(userAgent);
  if (!browser || !system) return browser ?? system ?? null;
  return (await translatorFor(locale))("names.browserOn", { browser, system });
}

import Bowser from "bowser";

/** A browser as people know it, and whether it runs on a phone or tablet. */
export type Described = { words: string; mobile: boolean };

/**
 * Reads browser and system from a User-Agent header, such as "Chrome on macOS".
 * @returns null where the header names neither
 */
export function describeBrowser(userAgent: string | null): Described | null {
  if (!userAgent) return null;
  const { browser, os, platform } = Bowser.parse(userAgent);
  const words = [browser.name, os.name].filter(Boolean).join(" on ");
  return words ? { words, mobile: platform.type === "mobile" || platform.type === "tablet" } : null;
}

/** From where a passkey is being used, as it is shown to its owner. */
export function lastUsedFrom({ userAgent }: { userAgent: string | null }): string | null {
  return describeBrowser(userAgent)?.words ?? null;
}

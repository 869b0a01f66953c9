import { readCookie, setCookie } from "#lib/http/cookies.ts";
import { chooseLocale } from "#lib/i18n/choose-locale.ts";
import { type Preferences, themes } from "./choices.ts";

/** 400 days: the longest that browsers keep a cookie (RFC 6265bis §5.5). */
const maxAge = 400 * 24 * 60 * 60;

/** Reads what was chosen in this browser from a request's headers, or what fits it unasked. */
export function readPreferences(headers: Headers): Preferences {
  const cookies = headers.get("cookie");
  const theme = readCookie(cookies, "theme");
  const language = readCookie(cookies, "language");
  return {
    theme: themes.find((known) => known === theme) ?? "system",
    locale: chooseLocale(language, headers.get("accept-language")),
  };
}

/** The Set-Cookie headers that keep a choice; the system's theme is kept by keeping none. */
export function keepPreferences({ theme, locale }: Partial<Preferences>): string[] {
  return [
    ...(theme ? [setCookie("theme", theme, theme === "system" ? 0 : maxAge)] : []),
    ...(locale ? [setCookie("language", locale, maxAge)] : []),
  ];
}

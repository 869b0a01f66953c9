import type { Locale } from "#lib/i18n/locales.ts";

/** Light or dark always, or whichever the system asks for. */
export const themes = ["system", "light", "dark"] as const;
export type Theme = (typeof themes)[number];

/** How this browser is shown our pages. */
export type Preferences = { theme: Theme; locale: Locale };

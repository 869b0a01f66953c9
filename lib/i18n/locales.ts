/** The languages that there is a whole catalogue for; the first is the one to fall back on. */
export const locales = ["en", "de", "es"] as const;
export type Locale = (typeof locales)[number];

/** What each language calls itself. */
export const localeNames: Record<Locale, string> = {
  en: "English",
  de: "Deutsch",
  es: "Español",
};

/** Tells whether there is a catalogue for `value`. */
export function isLocale(value: unknown): value is Locale {
  return locales.some((locale) => locale === value);
}

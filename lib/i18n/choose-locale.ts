import Negotiator from "negotiator";
import { isLocale, type Locale, locales } from "./locales.ts";

/**
 * Chooses a language: the one that was chosen here, else the first of an Accept-Language header
 * that there is a catalogue for (RFC 9110 §12.5.4; `de-AT` is served by `de`).
 */
export function chooseLocale(chosen: string | undefined, acceptLanguage: string | null): Locale {
  if (isLocale(chosen)) return chosen;
  const headers = { "accept-language": acceptLanguage ?? undefined };
  const asked = new Negotiator({ headers }).languages();
  const served = asked.map((tag) => tag.split("-")[0]?.toLowerCase()).find(isLocale);
  return served ?? locales[0];
}

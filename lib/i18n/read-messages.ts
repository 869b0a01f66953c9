import type { Locale } from "./locales.ts";
import type en from "./messages/en.json";

export type Messages = typeof en;

const catalogues: Record<Locale, () => Promise<{ default: Messages }>> = {
  en: () => import("./messages/en.json"),
  de: () => import("./messages/de.json"),
  es: () => import("./messages/es.json"),
};

/** Reads every text of a language. */
export async function readMessages(locale: Locale): Promise<Messages> {
  return (await catalogues[locale]()).default;
}

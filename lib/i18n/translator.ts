import { createTranslator } from "next-intl";
import type { Locale } from "./locales.ts";
import { readMessages } from "./read-messages.ts";

/** Gives the texts of a language outside of a page: for what is stored or sent in words. */
export async function translatorFor(locale: Locale) {
  const messages = await readMessages(locale);
  const onError = (error: Error) => {
    throw error;
  };
  return createTranslator({ locale, messages, onError });
}

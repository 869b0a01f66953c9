import { headers } from "next/headers";
import { getRequestConfig } from "next-intl/server";
import { readPreferences } from "#lib/preferences/cookies.ts";
import { readMessages } from "./read-messages.ts";

/** What next-intl renders a page with: its language and words, and UTC for exact times. */
export default getRequestConfig(async () => {
  const { locale } = readPreferences(await headers());
  return { locale, messages: await readMessages(locale), timeZone: "UTC", now: new Date() };
});

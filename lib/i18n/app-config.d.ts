import type { Locale } from "./locales.ts";
import type { Messages } from "./read-messages.ts";

// Keys of the catalogue are checked wherever a text is asked for.
declare module "next-intl" {
  interface AppConfig {
    Locale: Locale;
    Messages: Messages;
  }
}

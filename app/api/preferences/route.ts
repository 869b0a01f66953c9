import { z } from "zod";
import { setAccountLocale } from "#lib/accounts/set-account-locale.ts";
import { handle } from "#lib/http/handle.ts";
import { locales } from "#lib/i18n/locales.ts";
import { themes } from "#lib/preferences/choices.ts";
import { keepPreferences } from "#lib/preferences/cookies.ts";

const choosing = z.object({
  theme: z.enum(themes).optional(),
  locale: z.enum(locales).optional(),
});

export const PATCH = handle(
  { limit: "PATCH /api/preferences", body: choosing },
  async ({ body, signedIn }) => {
    const own = body.locale && (await signedIn());
    // Mails are to speak the same language.
    if (own && body.locale) await setAccountLocale(own, body.locale);
    return { status: 204, cookies: keepPreferences(body) };
  },
);

import { z } from "zod";
import { handle } from "#lib/http/handle.ts";
import { locales } from "#lib/i18n/locales.ts";
import { themes } from "#lib/preferences/choices.ts";
import { keepPreferences } from "#lib/preferences/cookies.ts";

const choosing = z.object({
  theme: z.enum(themes).optional(),
  locale: z.enum(locales).optional(),
});

export const PATCH = handle(choosing, async ({ body }) => ({
  status: 204,
  cookies: keepPreferences(body),
}));

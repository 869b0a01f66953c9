import type { BrowserContextOptions } from "playwright";
import { type Screen, screens } from "./screens.ts";

/** A phone has finer dots. */
const screenSizes = {
  phone: { viewport: { width: 390, height: 844 }, deviceScaleFactor: 1.5 },
  desktop: { viewport: { width: 1280, height: 800 }, deviceScaleFactor: 1 },
} as const;
const themes = ["light", "dark"] as const;
const translations = ["de", "es"] as const;

/** One picture to be taken. */
export type Picture = {
  screen: Screen;
  look: Pick<BrowserContextOptions, "viewport" | "deviceScaleFactor" | "colorScheme" | "locale">;
  file: string;
};

const inEveryLook = (screen: Screen): Picture[] =>
  Object.entries(screenSizes).flatMap(([size, look]) =>
    themes.map((colorScheme) => ({
      screen,
      look: { ...look, colorScheme, locale: "en-GB" },
      file: `${screen.name}-${size}-${colorScheme}.webp`,
    })),
  );

const inOtherLanguages = (screen: Screen): Picture[] =>
  translations.map((locale) => ({
    screen,
    look: { ...screenSizes.phone, colorScheme: "light", locale },
    file: `${screen.name}-phone-light-${locale}.webp`,
  }));

/** Every screen in two widths and both themes; some on a phone in the other languages too. */
export function listPictures(): Picture[] {
  return screens.flatMap((screen) => [
    ...inEveryLook(screen),
    ...(screen.translated ? inOtherLanguages(screen) : []),
  ]);
}

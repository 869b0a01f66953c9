import { deriveColours } from "./derive-colours.ts";
import type { Flags } from "./read-flags.ts";

/** One value in one file: `pattern` has what stands before it, the value, and what follows. */
export type Edit = {
  file: string;
  what: string;
  pattern: RegExp;
  value: string;
  /** What people notice of the change. */
  effect?: string;
};

/** Where the mark is; also what browsers show as the favicon. */
export const iconFile = "app/icon.svg";

/** The ground of the mark that the project comes with, by which it is told from your own. */
export const ownGround = /(<rect width="32" height="32" rx="8" fill=")([^"]*)(")/;

const inBrand = (what: string, value: string): Edit => ({
  file: "lib/brand.ts",
  what,
  pattern: new RegExp(`^( {2}${what}: )("[^"]*"|null)(.*,)$`, "m"),
  value: JSON.stringify(value),
});

const inTokens = (what: string, value: number): Edit => ({
  file: "app/tokens.css",
  what,
  pattern: new RegExp(`^( +${what}: )([^;]*)(;)`, "m"),
  value: String(value),
});

const inColour = (color: string, iconIsOurs: boolean): Edit[] => {
  const { hue, chroma, ink } = deriveColours(color);
  const glyph = /(<path[^>]*\bfill=")([^"]*)(")/;
  return [
    ...(hue === null ? [] : [inTokens("--brand-hue", hue)]),
    inTokens("--brand-chroma", chroma),
    ...(iconIsOurs
      ? [
          { file: iconFile, what: "ground", pattern: ownGround, value: color },
          { file: iconFile, what: "glyph", pattern: glyph, value: ink },
        ]
      : []),
  ];
};

/** Lists every value that `flags` change; `iconIsOurs`: the mark is still the project's. */
export function listEdits(flags: Flags, iconIsOurs: boolean): Edit[] {
  const { name, cookies, color, logo, privacy, terms } = flags;
  const lock = "package-lock.json";
  return [
    inBrand("name", name),
    { ...inBrand("cookiePrefix", cookies), effect: "whoever is signed in signs in once more" },
    ...(privacy ? [inBrand("privacyUrl", privacy)] : []),
    ...(terms ? [inBrand("termsUrl", terms)] : []),
    ...[
      { file: "package.json", what: "name", pattern: /^( {2}"name": ")([^"]*)(")/m },
      { file: lock, what: "name", pattern: /^( {2}"name": ")([^"]*)(")/m },
      { file: lock, what: "name of the root", pattern: /^( {4}"": \{\s+"name": ")([^"]*)(")/m },
    ].map((place) => ({ ...place, value: flags.package })),
    ...(color ? inColour(color, iconIsOurs && !logo) : []),
  ];
}

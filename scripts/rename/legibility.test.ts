import { readFileSync } from "node:fs";
import { join } from "node:path";
import { type Color, clampRgb, converter, type Rgb, toGamut, wcagContrast } from "culori";
import { expect, test } from "vitest";
import { deriveColours, mostChroma, primaryChroma } from "./derive-colours.ts";

const tokens = readFileSync(join(import.meta.dirname, "../../app/tokens.css"), "utf8");
const toRgb = converter("rgb");

/** Browsers clip what a screen can't show, or take back its chroma (CSS Color 4 §13). */
const waysToShow: ((colour: Rgb) => Color)[] = [clampRgb, toGamut("rgb", "oklch")];

type Brand = { hue: number; chroma: number };

/** A token's colour in one theme, for one brand, as the browser computes it. */
const colourOf = (token: string, theme: "light" | "dark", brand: Brand) => {
  const value = new RegExp(`--${token}: ([^;]*);`).exec(tokens)?.[1] ?? "";
  const other = /^var\(--([a-z-]+)\)$/.exec(value)?.[1];
  if (other) return colourOf(other, theme, brand);
  const [light, dark] =
    value
      .replaceAll("var(--brand-hue)", String(brand.hue))
      .replaceAll(/calc\(([\d.]+) \* var\(--brand-chroma\)\)/g, (_, least) =>
        String(Number(least) * brand.chroma),
      )
      .match(/oklch\([^)]*\)/g) ?? [];
  const colour = toRgb((theme === "light" ? light : dark) ?? "");
  if (!colour) throw new Error(`--${token} is not understood: ${value}`);
  return colour;
};

const text = [
  ["foreground", "background"],
  ["foreground", "accent"],
  ["primary-foreground", "primary"],
  ["primary", "background"],
  ["muted-foreground", "background"],
  ["muted-foreground", "muted"],
  ["muted-foreground", "accent"],
  ["success", "card"],
  ["destructive", "background"],
  ["destructive-foreground", "destructive"],
];
const edges = [
  ["input", "card"],
  ["ring", "background"],
];
const pairs = [
  ...text.map((pair) => [...pair, 4.5] as [string, string, number]),
  ...edges.map((pair) => [...pair, 3] as [string, string, number]),
];

// WCAG 2.2, 1.4.3 and 1.4.11.
test.each(pairs)(
  "whatever the brand's hue, --%s on --%s has a contrast of %d",
  (on, under, least) => {
    for (const theme of ["light", "dark"] as const) {
      for (let hue = 0; hue < 360; hue += 10) {
        for (const chroma of [0, 1, mostChroma]) {
          for (const show of waysToShow) {
            const of = (token: string) => show(colourOf(token, theme, { hue, chroma }));
            const contrast = wcagContrast(of(on), of(under));
            expect(contrast, `${theme}, hue ${hue}, chroma ${chroma}`).toBeGreaterThan(least);
          }
        }
      }
    }
  },
);

test("the chroma that a colour is measured by is that of --primary", () => {
  expect(tokens).toMatch(
    new RegExp(`--primary: light-dark\\(\\s*oklch\\(\\S+ calc\\(${primaryChroma} \\*`),
  );
});

test.each([
  ["#0a7d4f", { hue: 159, chroma: 0.69, ink: "#fff" }],
  ["#F00", { hue: 29, chroma: 1.3, ink: "#fff" }],
  ["#f5c400", { hue: 90, chroma: 1.01, ink: "#111" }],
  ["#808080", { hue: null, chroma: 0, ink: "#fff" }],
  ["#fff", { hue: null, chroma: 0, ink: "#111" }],
])("%s comes to %j", (color, derived) => {
  expect(deriveColours(color)).toEqual(derived);
});

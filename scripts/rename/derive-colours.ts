import { converter, wcagContrast } from "culori";

const toOklch = converter("oklch");

/** The chroma of the light --primary in app/tokens.css, where --brand-chroma is 1. */
export const primaryChroma = 0.17;

/** As far as legibility.test.ts has computed that every hue stays legible. */
export const mostChroma = 1.3;

/** WCAG 2.2, 1.4.11: what a picture needs to be made out. */
const leastContrast = 3;

/**
 * Derives what app/tokens.css and the mark need from one hex colour.
 * @returns `hue` in degrees, null for a grey; `chroma` as a factor; the `ink` to draw on the colour
 */
export function deriveColours(color: string): { hue: number | null; chroma: number; ink: string } {
  const { c = 0, h } = toOklch(color) ?? {};
  return {
    hue: h === undefined ? null : Math.round(h),
    chroma: Number(Math.min(c / primaryChroma, mostChroma).toFixed(2)),
    ink: wcagContrast("#fff", color) < leastContrast ? "#111" : "#fff",
  };
}

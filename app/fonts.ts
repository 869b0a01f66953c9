import localFont from "next/font/local";

/**
 * The typeface, from a package and served by us. Next.js makes a fallback of the same widths, so
 * nothing moves when it arrives.
 */
export const textFont = localFont({
  src: "../node_modules/@fontsource-variable/geist/files/geist-latin-wght-normal.woff2",
  weight: "100 900",
  variable: "--font-text",
});

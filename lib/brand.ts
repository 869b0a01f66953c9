/**
 * The product's own names, in one place. `npm run rename` writes them; colours are in
 * app/tokens.css, the mark is app/icon.svg.
 */
export const brand = {
  /** What people read; the setting APP_NAME takes precedence. */
  name: "Latchkey",
  /** In front of every cookie's name, so that two products on one host don't meet. */
  cookiePrefix: "latchkey",
  /** Pages of your own or elsewhere; null: not shown. */
  privacyUrl: null as string | null,
  termsUrl: null as string | null,
};

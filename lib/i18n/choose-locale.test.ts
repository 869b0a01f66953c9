import { expect, test } from "vitest";
import { chooseLocale } from "./choose-locale.ts";

test.each([
  ["de", "es", "de"],
  [undefined, "es", "es"],
  [undefined, "de-AT,de;q=0.9,en;q=0.8", "de"],
  [undefined, "xx-XX,xx;q=0.9,es;q=0.5,en;q=0.4", "es"],
  [undefined, "en;q=0.4,de;q=0.6", "de"],
  [undefined, "DE-de", "de"],
  [undefined, "xx", "en"],
  [undefined, "*", "en"],
  [undefined, null, "en"],
  [undefined, ";;,q=,\u0000", "en"],
  ["xx", "de", "de"],
  ["../en", null, "en"],
])("chosen %j and Accept-Language %j come to %s", (chosen, header, locale) => {
  expect(chooseLocale(chosen, header)).toBe(locale);
});

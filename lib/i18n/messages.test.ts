import { type MessageFormatElement, parse, TYPE } from "@formatjs/icu-messageformat-parser";
import { describe, expect, test } from "vitest";
import { locales } from "./locales.ts";
import { readMessages } from "./read-messages.ts";

type Catalogue = { [key: string]: string | Catalogue };

/** Every text of a catalogue by its whole key. */
const textsOf = (catalogue: Catalogue, prefix = ""): [key: string, text: string][] =>
  Object.entries(catalogue).flatMap(([key, value]) =>
    typeof value === "string"
      ? [[prefix + key, value] as [string, string]]
      : textsOf(value, `${prefix}${key}.`),
  );

/** What a text is given: its arguments, and the tags that are rendered as elements. */
const partsOf = (elements: MessageFormatElement[]): string[] =>
  elements.flatMap((element) => {
    switch (element.type) {
      case TYPE.literal:
      case TYPE.pound:
        return [];
      case TYPE.tag:
        return [`<${element.value}>`, ...partsOf(element.children)];
      case TYPE.plural:
      case TYPE.select: {
        const branches = Object.values(element.options).flatMap(({ value }) => partsOf(value));
        return [element.value, ...branches];
      }
      default:
        return [element.value];
    }
  });

const shapeOf = (text: string) => [...new Set(partsOf(parse(text)))].sort();

const english = textsOf(await readMessages("en"));

describe.each(locales)("the catalogue %s", async (locale) => {
  const texts = new Map(textsOf(await readMessages(locale)));

  test("lacks no text and has none too many", () => {
    expect([...texts.keys()].sort()).toEqual(english.map(([key]) => key).sort());
  });

  test("says something in each text, with what the English one is given", () => {
    for (const [key, text] of english) {
      const own = texts.get(key) ?? "";
      expect(own.trim(), key).not.toBe("");
      expect(shapeOf(own), key).toEqual(shapeOf(text));
    }
  });

  test("has the plural forms of its language", () => {
    const { pluralCategories } = new Intl.PluralRules(locale).resolvedOptions();
    for (const [key, text] of texts) {
      for (const element of parse(text)) {
        if (element.type !== TYPE.plural) continue;
        const forms = Object.keys(element.options);
        expect(forms, key).toContain("other");
        // Of what Spanish has for millions there is none here.
        const needed = pluralCategories.filter((category) => category !== "many");
        expect(forms, key).toEqual(expect.arrayContaining(needed));
      }
    }
  });
});

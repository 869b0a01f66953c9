import { expect, test } from "vitest";
import { quote } from "./haproxy-words.ts";

test("a word stays one word, whatever is in it", () => {
  expect(quote(`a b "c" $d \\e`)).toBe(`'a b "c" $d \\e'`);
  expect(quote("it's")).toBe(`'it'\\''s'`);
});

import { expect, test } from "vitest";
import { linkWords } from "./words.ts";

test("there are 256 words, each once and short enough to read aloud", () => {
  expect(linkWords).toHaveLength(256);
  expect(new Set(linkWords).size).toBe(256);
  for (const word of linkWords) expect(word).toMatch(/^[a-z]{3,8}$/);
});

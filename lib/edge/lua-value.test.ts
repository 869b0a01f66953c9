import { expect, test } from "vitest";
import { luaValue } from "./lua-value.ts";

test("values are written as Lua reads them, and no text ends early", () => {
  const value = { text: 'a"\\\n]]é', list: [1, true], none: null, 'k"ey': {} };
  expect(luaValue(value)).toBe(
    '{ ["text"] = "a\\x22\\x5c\\x0a]]\\xc3\\xa9", ["list"] = { 1, true }, ["k\\x22ey"] = {  } }',
  );
});

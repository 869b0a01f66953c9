import { expect, test } from "vitest";
import { fillTemplate } from "./fill-template.ts";

test("values take the place of their names, indented as these are", () => {
  const template = "a {{one}} b {{one}}\n    {{more}}\n";
  expect(fillTemplate(template, { one: "$& 1", more: "x\ny" })).toBe(
    "a $& 1 b $& 1\n    x\n    y\n",
  );
});

test("a name without a value is a fault", () => {
  expect(() => fillTemplate("{{one}}", {})).toThrow("one has no value");
});

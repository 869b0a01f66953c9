import fc from "fast-check";
import { expect, test } from "vitest";
import { z } from "zod";
import { openSeal, seal } from "#lib/seal.ts";
import { seed } from "./hold-against.ts";

const runs = 3000;
const anything = z.unknown();

/** Changes of a text: characters set, taken out, put in, or whole parts moved. */
const changes = fc.array(fc.tuple(fc.nat(), fc.nat(9), fc.string({ maxLength: 9 })), {
  minLength: 1,
  maxLength: 3,
});

const parts = ["Fe26.2", "Fe26.1", "", "*", "**", "~2", "~1", "~", "0", "1999999999999", "AAAA"];

const changedSeal = (sealed: string) =>
  changes.map((list) =>
    list.reduce((text, [at, gone, put]) => {
      const index = at % (text.length + 1);
      return text.slice(0, index) + put + text.slice(index + gone);
    }, sealed),
  );

const rearranged = (sealed: string) =>
  fc
    .array(fc.constantFrom(...parts, ...sealed.split(/[*~]/)), { maxLength: 12 })
    .chain((list) => fc.constantFrom("*", "~", "").map((glue) => list.join(glue)));

/** The version that stands behind is no part of what the seal protects, nor of what it means. */
const authentic = (sealed: string) => sealed.split("~")[0];

test("nothing but what was sealed opens, and nothing makes it throw", async () => {
  const sealed = await seal("ceremony", { word: "hello" });
  const inputs = fc.oneof(
    { weight: 3, arbitrary: changedSeal(sealed) },
    { weight: 2, arbitrary: rearranged(sealed) },
    { weight: 1, arbitrary: fc.string({ unit: "binary", maxLength: 400 }) },
  );
  const property = fc.asyncProperty(inputs, async (input) => {
    fc.pre(authentic(input) !== authentic(sealed));
    expect(await openSeal("ceremony", anything, input)).toBeNull();
  });
  await fc.assert(property, { numRuns: runs, seed });
  expect(await openSeal("ceremony", anything, sealed)).toEqual({ word: "hello" });
}, 60_000);

import { beforeEach, expect, test, vi } from "vitest";
import { z } from "zod";

const older = "the-older-secret-of-32-characters-or-more";
const newer = "the-newer-secret-of-32-characters-or-more";
const shape = z.object({ word: z.string() });

/** The module under a list of secrets, as another process with that environment would load it. */
const sealUnder = async (secrets: string) => {
  vi.resetModules();
  vi.stubEnv("SESSION_SECRET", secrets);
  return await import("./seal.ts");
};

beforeEach(() => {
  vi.stubEnv("ORIGIN", "http://localhost:3000");
  vi.stubEnv("DATABASE_URL", "postgres://localhost/none");
});

test("opens what it sealed, as the same kind and shape alone", async () => {
  const { seal, openSeal } = await sealUnder(newer);
  const sealed = await seal("session", { word: "hello" });
  expect(await openSeal("session", shape, sealed)).toEqual({ word: "hello" });
  expect(await openSeal("ceremony", shape, sealed)).toBeNull();
  expect(await openSeal("session", z.object({ other: z.string() }), sealed)).toBeNull();
});

test("secrets rotate: the first seals, all open, a dropped one no longer does", async () => {
  const before = await (await sealUnder(older)).seal("session", { word: "old" });
  const during = await sealUnder(`${newer},${older}`);
  const fresh = await during.seal("session", { word: "new" });
  expect(await during.openSeal("session", shape, before)).toEqual({ word: "old" });
  const after = await sealUnder(newer);
  expect(await after.openSeal("session", shape, fresh)).toEqual({ word: "new" });
  expect(await after.openSeal("session", shape, before)).toBeNull();
});

test("opens nothing that was changed or made up", async () => {
  const { seal, openSeal } = await sealUnder(newer);
  const sealed = await seal("session", { word: "hello" });
  for (let at = 0; at < sealed.length - 2; at += 7) {
    const changed = sealed.slice(0, at) + (sealed[at] === "A" ? "B" : "A") + sealed.slice(at + 1);
    expect(await openSeal("session", shape, changed)).toBeNull();
  }
  for (const rubbish of ["", "~2", "Fe26.2", "*".repeat(8), "x".repeat(10_000), "\u0000"]) {
    expect(await openSeal("session", shape, rubbish)).toBeNull();
  }
});

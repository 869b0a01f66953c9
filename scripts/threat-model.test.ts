import { existsSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { expect, test } from "vitest";

const root = join(import.meta.dirname, "..");
const text = readFileSync(join(root, "docs/security.md"), "utf8");

/** The tests that a cell of the last column names: a file, and what some of its tests are called. */
const named = [...text.matchAll(/`([\w./-]+\.(?:test|spec)\.ts)`((?:,? "[^"]+")+)/g)].flatMap(
  ([, file = "", titles = ""]) =>
    [...titles.matchAll(/"([^"]+)"/g)].map(([, title = ""]) => [file, title] as const),
);

const rows = text.split("\n").filter((line) => line.startsWith("| ") && line.includes(".ts`"));

test("every threat names a test", () => {
  const sections = text.slice(text.indexOf("## Threats"), text.indexOf("## What is left"));
  const threats = sections.split("\n").filter((line) => /^\| (?!threat)/.test(line));
  expect(threats.length).toBeGreaterThan(30);
  expect(threats.filter((line) => !rows.includes(line))).toEqual([]);
});

test.each(named)("%s has the test that the threat model names: %s", (file, title) => {
  const path = join(root, file);
  expect(existsSync(path)).toBe(true);
  expect(readFileSync(path, "utf8")).toContain(`"${title}"`);
});

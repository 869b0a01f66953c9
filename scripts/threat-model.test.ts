import { existsSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { expect, test } from "vitest";

const root = join(import.meta.dirname, "..");
const text = readFileSync(join(root, "docs/security.md"), "utf8");

/** A file of tests, or of the cases that every proxy is run through, and what some are called. */
const reference = /`([\w./-]+\.(?:test|spec)\.ts|edge\/cases\/[\w-]+\.ts)`((?:,? "[^"]+")+)/g;

const named = [...text.matchAll(reference)].flatMap(([, file = "", titles = ""]) =>
  [...titles.matchAll(/"([^"]+)"/g)].map(([, title = ""]) => [file, title] as const),
);

const rows = text.split("\n").filter((line) => line.startsWith("| ") && line.search(reference) > 0);

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

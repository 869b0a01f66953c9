import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, expect, test } from "vitest";
import { findLogoFaults } from "./find-logo-faults.ts";

const folder = mkdtempSync(join(tmpdir(), "latchkey-logo-"));
afterAll(() => rmSync(folder, { recursive: true }));

const faultsOf = (text: string) => {
  const path = join(folder, "logo.svg");
  writeFileSync(path, text);
  return findLogoFaults(path);
};

const svg = (inside: string) => `<svg xmlns="http://www.w3.org/2000/svg">${inside}</svg>`;
const doctype = '<!DOCTYPE svg PUBLIC "-//W3C//DTD SVG 1.1//EN" "http://www.w3.org/svg11.dtd">';

test.each([
  ["plain", svg('<path d="M0 0" />')],
  [
    "a prolog, a comment and a doctype",
    `<?xml version="1.0"?>\n<!-- by us -->\n${doctype}\n${svg("")}\n`,
  ],
  ["a byte order mark", `\uFEFF${svg("<title>Description on script</title>")}`],
])("%s will do", (_, text) => {
  expect(faultsOf(text)).toEqual([]);
});

test.each([
  ["nothing", "", ["is not an SVG file"]],
  ["another kind", "\u0089PNG\r\n", ["is not an SVG file"]],
  ["a page", `<html>${svg("")}</html>`, ["is not an SVG file"]],
  ["no namespace, which browsers don't show", "<svg></svg>", ["is not an SVG file"]],
  ["a script", svg("<script>alert(1)</script>"), ["holds a script"]],
  ["a script by another name", svg("<svg:SCRIPT/>"), ["holds a script"]],
  ["a handler", svg('<g onload="alert(1)" />'), ["holds a script"]],
  ["a link that runs", svg('<a href="javascript:alert(1)" />'), ["holds a script"]],
  ["too much", svg(" ".repeat(50 * 1024)), ["is not smaller than 50 KB"]],
])("%s is refused", (_, text, faults) => {
  expect(faultsOf(text)).toEqual(faults);
});

test("a folder is no logo", () => {
  expect(findLogoFaults(folder)).toEqual([`can't be read (looked for ${folder})`]);
});

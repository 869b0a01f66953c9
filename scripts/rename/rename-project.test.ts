import { cpSync, mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterEach, beforeEach, expect, test } from "vitest";
import { renameProject } from "./rename-project.ts";

const root = join(import.meta.dirname, "../..");
const copied = ["lib/brand.ts", "package.json", "package-lock.json", "app/tokens.css"];
const icon = "app/icon.svg";

/** The mark as it came; here, since a fork has another. */
const mark =
  '<svg xmlns="http://www.w3.org/2000/svg">\n  <rect width="32" height="32" rx="8" fill="#2f4fb5" />\n' +
  '  <path\n    d="M16 7Z"\n    fill="#fff"\n  />\n</svg>\n';
const logo =
  '<?xml version="1.0"?>\n<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 1 1"></svg>\n';

let folder = "";
let logoFile = "";

/** Names and colours are the same at the start of each test, whatever a fork has made of them. */
const prepare = () => {
  for (const file of copied) cpSync(join(root, file), join(folder, file));
  write(icon, mark);
  const before = ["--privacy", "https://before.example/p", "--terms", "https://before.example/t"];
  rename("--name", "Before", "--color", "#2f4fb5", ...before);
};

beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), "latchkey-rename-"));
  prepare();
  write("README.md", "# Before\n");
  logoFile = write("zebra.svg", logo);
});

afterEach(() => rmSync(folder, { recursive: true }));

const write = (file: string, text: string) => {
  writeFileSync(join(folder, file), text);
  return join(folder, file);
};

const readAll = () =>
  Object.fromEntries(
    readdirSync(folder, { recursive: true, withFileTypes: true })
      .filter((entry) => entry.isFile())
      .map((entry) => join(entry.parentPath, entry.name))
      .map((path) => [path.slice(folder.length + 1), readFileSync(path, "utf8").split("\n")]),
  );

/** The lines that are not as they were, by file. */
const changedSince = (before: ReturnType<typeof readAll>) =>
  Object.fromEntries(
    Object.entries(readAll())
      .map(([file, lines]) => [file, lines.filter((line, at) => line !== before[file]?.[at])])
      .filter(([, lines]) => lines?.length),
  );

const zebra = ["--name", "Zebra's & Söhne $&"];
const links = ["--privacy", "https://zebra.example/p", "--terms", "https://zebra.example/t"];
const rename = (...args: string[]) => renameProject(folder, args);

test("a full rename changes these values and nothing else", () => {
  const before = readAll();
  const given = ["--package", "@zebra/id", "--cookies", "zbr", "--color", "#0a7d4f"];
  const { faults, changes } = rename(...zebra, ...given, "--logo", logoFile, ...links);
  expect(faults).toEqual([]);
  expect(changedSince(before)).toEqual({
    "lib/brand.ts": [
      '  name: "Zebra\'s & Söhne $&",',
      '  cookiePrefix: "zbr",',
      '  privacyUrl: "https://zebra.example/p" as string | null,',
      '  termsUrl: "https://zebra.example/t" as string | null,',
    ],
    "package.json": ['  "name": "@zebra/id",'],
    "package-lock.json": ['  "name": "@zebra/id",', '      "name": "@zebra/id",'],
    "app/tokens.css": ["  --brand-hue: 159;", "  --brand-chroma: 0.69;"],
    [icon]: expect.anything(),
  });
  expect(readFileSync(join(folder, icon), "utf8")).toBe(logo);
  expect(changes).toHaveLength(10);
});

test("the name alone decides on package and cookies, and leaves colours and mark", () => {
  const before = readAll();
  expect(rename(...zebra).faults).toEqual([]);
  expect(changedSince(before)).toEqual({
    "lib/brand.ts": [expect.anything(), '  cookiePrefix: "zebra-s-sohne",'],
    "package.json": ['  "name": "zebra-s-sohne",'],
    "package-lock.json": ['  "name": "zebra-s-sohne",', '      "name": "zebra-s-sohne",'],
  });
});

test("a colour alone is given to the mark too, which stays legible", () => {
  const before = readAll();
  rename(...zebra, "--color", "#f5c400");
  expect(changedSince(before)[icon]).toEqual([
    '  <rect width="32" height="32" rx="8" fill="#f5c400" />',
    '    fill="#111"',
  ]);
});

test("a mark of one's own keeps its colours", () => {
  write(icon, logo);
  const { byHand } = rename(...zebra, "--color", "#f5c400");
  expect(readFileSync(join(folder, icon), "utf8")).toBe(logo);
  expect(byHand[0]).toMatch(/^app\/icon\.svg: /);
});

test("the second time comes to what it would have come to at once", () => {
  const second = ["--name", "Yak", "--color", "#7a0019", ...links];
  rename(...zebra, "--color", "#f5c400", "--cookies", "zbr", "--terms", "https://zebra.example/");
  const { changes } = rename(...second);
  const twice = readAll();
  expect(changes).toContain('lib/brand.ts: name "Zebra\'s & Söhne $&" → "Yak"');
  prepare();
  rename(...second);
  expect(twice).toEqual(readAll());
  expect(rename(...second).changes).toEqual([]);
});

test("faults are all named at once, and nothing is changed", () => {
  const before = readAll();
  const none = join(folder, "none.svg");
  const { faults, changes } = rename(
    ...["--package", ".Acme", "--cookies", "a b", "--color", "green", "--logo", none],
    ...["--privacy", "http://zebra.example", "--terms", "soon", "--colour=#000", "ID"],
  );
  expect(faults).toEqual([
    "--name is missing",
    '--package ".Acme" is no package name for npm',
    '--cookies "a b" takes a to z, 0 to 9 and - alone',
    '--color "green" must be a hex colour such as #0a7d4f',
    `--logo "${none}" can't be read (looked for ${none})`,
    '--privacy "http://zebra.example" must be an https address',
    '--terms "soon" must be an https address',
    "--colour is unknown",
    '"ID" belongs to no flag: are quotes or the -- missing?',
  ]);
  expect(changes).toEqual([]);
  expect(readAll()).toEqual(before);
});

test("a place that is gone is a fault too", () => {
  write("lib/brand.ts", "export const brand = {};\n");
  rmSync(join(folder, "app/tokens.css"));
  const before = readAll();
  const { faults } = rename(...zebra, "--color", "#0a7d4f");
  expect(faults).toEqual([
    "lib/brand.ts has no name",
    "lib/brand.ts has no cookiePrefix",
    "app/tokens.css has no --brand-hue",
    "app/tokens.css has no --brand-chroma",
  ]);
  expect(readAll()).toEqual(before);
});

test("a name without Latin letters needs the rest spelled out", () => {
  expect(rename("--name", "鍵").faults).toHaveLength(1);
  expect(rename("--name", "鍵", "--package", "kagi", "--cookies", "kagi").faults).toEqual([]);
});

test("an env file that sets APP_NAME is pointed out, without what it holds", () => {
  write(".env", "SESSION_SECRET=hush\nAPP_NAME=Old\n");
  write(".env.example", "APP_NAME=Old\n");
  const { byHand } = rename(...zebra);
  expect(byHand[0]).toBe(".env: APP_NAME takes precedence over the name");
  expect(byHand.join()).not.toMatch(/hush|Old|example/);
});

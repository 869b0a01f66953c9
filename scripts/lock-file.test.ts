import { readFileSync } from "node:fs";
import { join } from "node:path";
import { expect, test } from "vitest";

const read = (file: string) =>
  JSON.parse(readFileSync(join(import.meta.dirname, "..", file), "utf8"));

type Locked = {
  version?: string;
  integrity?: string;
  inBundle?: boolean;
  hasInstallScript?: boolean;
};

const { allowScripts } = read("package.json") as { allowScripts: Record<string, boolean> };
const { packages } = read("package-lock.json") as { packages: Record<string, Locked> };
const installed = Object.entries(packages).filter(([path]) => path !== "");
const nameOf = (path: string) => path.split("node_modules/").at(-1) ?? "";

test("every dependency is locked to one version and its content", () => {
  const loose = installed.filter(
    ([, { version = "", integrity, inBundle }]) =>
      // What comes inside another package is part of that one's content.
      !/^\d+\.\d+\.\d+/.test(version) || !(inBundle || integrity?.startsWith("sha512-")),
  );
  expect(loose).toEqual([]);
});

test("package.json says of each package that has an install script whether it may run", () => {
  const undecided = installed
    .filter(([, { hasInstallScript }]) => hasInstallScript)
    .map(([path]) => nameOf(path))
    .filter((name) => allowScripts[name] === undefined);
  expect(undecided).toEqual([]);
});

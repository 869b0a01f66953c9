import { existsSync, globSync, statSync } from "node:fs";
import { join } from "node:path";

const root = join(import.meta.dirname, "..");

/** What a build is made of. Folders count too: only theirs tell of a file that is gone. */
const sources = [
  "{app,components,db,lib,public}/**",
  "{instrumentation,next.config}.ts",
  "{postcss.config.mjs,tsconfig.json,package-lock.json}",
];

const changedAt = (path: string) => statSync(join(root, path)).mtimeMs;

/** Whether the production build is there, and of the sources as they are now. */
export function isBuilt(): boolean {
  // The last that a build writes.
  const build = ".next/prerender-manifest.json";
  if (!existsSync(join(root, build))) return false;
  const builtAt = changedAt(build);
  return globSync(sources, { cwd: root }).every((path) => changedAt(path) <= builtAt);
}

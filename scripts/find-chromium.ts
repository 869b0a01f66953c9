import { spawnSync } from "node:child_process";
import { existsSync } from "node:fs";
import { createRequire } from "node:module";
import { delimiter, dirname, join } from "node:path";
import { chromium } from "playwright";

const names = ["chromium", "chromium-browser", "google-chrome", "google-chrome-stable"];
const macOs = [
  "/Applications/Chromium.app/Contents/MacOS/Chromium",
  "/Applications/Google Chrome.app/Contents/MacOS/Google Chrome",
];
const minute = 60_000;

/** A browser that lacks a library, or a stand-in for a package, is there but does not start. */
const starts = (path: string) =>
  spawnSync(path, ["--version"], { stdio: "ignore", timeout: minute }).status === 0;

const installed = () => {
  const folders = (process.env.PATH ?? "").split(delimiter);
  const onPath = names.flatMap((name) => folders.map((folder) => join(folder, name)));
  const candidates = [...onPath, ...macOs, chromium.executablePath()];
  return candidates.find((path) => existsSync(path) && starts(path));
};

/** Runs a command with its output on standard error; one that hangs is ended. */
const run = (command: string, args: string[], timeout: number, env: Record<string, string>) => {
  console.error(`No Chromium yet; trying: ${command} ${args.join(" ")}`);
  spawnSync(command, args, { stdio: ["ignore", 2, 2], timeout, env: { ...process.env, ...env } });
};

const download = () => {
  const cli = join(dirname(createRequire(import.meta.url).resolve("playwright")), "cli.js");
  // Where the download is blocked, Playwright would wait half a minute for each of its addresses.
  const env = { PLAYWRIGHT_DOWNLOAD_CONNECTION_TIMEOUT: "10000" };
  run(process.execPath, [cli, "install", "--no-shell", "chromium"], 5 * minute, env);
};

const installPackage = () => {
  const [command = "", ...as] = process.getuid?.() === 0 ? ["apt-get"] : ["sudo", "-n", "apt-get"];
  const quiet = { DEBIAN_FRONTEND: "noninteractive" };
  const install = ["install", "-y", "-qq", "--no-install-recommends", "chromium"];
  run(command, [...as, "update", "-qq"], 3 * minute, quiet);
  run(command, [...as, ...install], 8 * minute, quiet);
};

/**
 * Finds a Chromium, and brings one when there is none: `CHROMIUM_PATH`, one that is installed,
 * Playwright's download, Debian's package.
 * @returns the path of a browser that starts
 * @throws when `CHROMIUM_PATH` does not start, or none can be had
 */
export async function findChromium(): Promise<string> {
  const given = process.env.CHROMIUM_PATH;
  if (given && starts(given)) return given;
  if (given) throw new Error(`CHROMIUM_PATH is "${given}", which does not start.`);
  for (const bring of [undefined, download, installPackage]) {
    bring?.();
    const found = installed();
    if (found) return found;
  }
  throw new Error(
    "No Chromium, and none can be had: Playwright's download and Debian's package both failed. " +
      "Install one, or set CHROMIUM_PATH to its path.",
  );
}

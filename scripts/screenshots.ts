import { spawnSync } from "node:child_process";
import { chmod, cp, mkdtemp, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { chromium } from "playwright";
import { findFreePort } from "#db/embedded/find-free-port.ts";
import { environmentOf, type Site, serveBuild } from "#e2e/support/serve-build.ts";
import { LaunchError } from "#lib/launch/launch-error.ts";
import { runLaunch } from "#lib/launch/run-launch.ts";
import { onStop, stopProcess } from "#lib/launch/stop-process.ts";
import playwrightConfig from "#playwright.config.ts";
import { isBuilt } from "./is-built.ts";
import { listPictures } from "./screenshots/pictures.ts";
import { guardedHost } from "./screenshots/screens.ts";
import { signInAsDemo, signUpNewcomer } from "./screenshots/sign-in.ts";
import { takePicture } from "./screenshots/take-picture.ts";

/** Photographs every screen of the production build, on demo data, into docs/screenshots. */

const root = join(import.meta.dirname, "..");
const folder = join(root, "docs/screenshots");

const work = (site: Site, ...words: string[]) => {
  const { status, stderr } = spawnSync(process.execPath, words, {
    cwd: root,
    encoding: "utf8",
    env: { ...environmentOf(site), NODE_ENV: "development" },
  });
  if (status !== 0) throw new LaunchError(`No demo data, so no pictures: ${stderr}`);
};

const makeTemporary = async () => {
  const temporary = await mkdtemp(join(tmpdir(), "latchkey-screenshots-"));
  onStop(() => rm(temporary, { recursive: true, force: true }));
  // PostgreSQL runs as `nobody` when this runs as root.
  await chmod(temporary, 0o755);
  return temporary;
};

const serve = async (temporary: string): Promise<Site> => {
  const origin = `http://localhost:${await findFreePort()}`;
  const site = { origin, dataDir: join(temporary, "data") };
  work(site, "scripts/seed-database.ts");
  work(site, "scripts/gate.ts", "service", "add", "wiki", "--host", guardedHost);
  const { ready, stop } = serveBuild(site, join(temporary, "server.log"));
  onStop(stop);
  await ready();
  return site;
};

const openBrowser = async () => {
  const ownSignals = { handleSIGINT: false, handleSIGTERM: false, handleSIGHUP: false };
  const browser = await chromium.launch({ ...playwrightConfig.use?.launchOptions, ...ownSignals });
  onStop(() => browser.close());
  return browser;
};

const inKilobytes = (bytes: number) => `${(bytes / 1000).toFixed(1).padStart(7)} kB`;

await runLaunch(async () => {
  if (!isBuilt()) {
    throw new LaunchError("There is no build of this state: run `npm run build` first.");
  }
  const temporary = await makeTemporary();
  const { origin, dataDir } = await serve(temporary);
  const browser = await openBrowser();
  // Signed in once each: every picture shows the same session.
  const cookies = {
    nobody: undefined,
    demo: await signInAsDemo(browser, origin, dataDir),
    newcomer: await signUpNewcomer(browser, origin),
  };
  const taken = join(temporary, "pictures");
  let total = 0;
  for (const picture of listPictures()) {
    const storageState = cookies[picture.screen.as];
    const bytes = await takePicture(browser, picture, { baseURL: origin, storageState }, taken);
    total += bytes;
    process.stdout.write(`${inKilobytes(bytes)}  ${picture.file}\n`);
  }
  process.stdout.write(`${inKilobytes(total)}  in all\n`);
  // Only now: a run that fails leaves the pictures of the last one.
  await rm(folder, { recursive: true, force: true });
  await cp(taken, folder, { recursive: true });
  await stopProcess(0);
});

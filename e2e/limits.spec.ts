import { chmod, mkdtemp, readFile, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { findFreePort } from "#db/embedded/find-free-port.ts";
import { expect, test } from "./support/fixtures.ts";
import { serveBuild } from "./support/serve-build.ts";
import { newEmail, signOut, signUp, withoutAutofill } from "./support/sign-up.ts";

let origin = "";
let log = "";
let stop = async () => {};

// A server that counts, other than that of the other tests.
test.beforeAll(async () => {
  test.setTimeout(90_000);
  const folder = await mkdtemp(join(tmpdir(), "latchkey-limits-"));
  // PostgreSQL runs as `nobody` when the tests run as root.
  await chmod(folder, 0o755);
  origin = `http://localhost:${await findFreePort()}`;
  log = join(folder, "server.log");
  // One recovery code a browser and two an address; a dozen sign-ins.
  const site = { origin, dataDir: join(folder, "data"), settings: { LIMITS_SCALE: "0.02" } };
  const server = serveBuild(site, log);
  stop = async () => {
    await server.stop();
    await rm(folder, { recursive: true, force: true });
  };
  await server.ready();
});

test.afterAll(async () => {
  test.setTimeout(60_000);
  await stop();
});

test("who tries too many codes is told when to come back, and signs in meanwhile", async ({
  browser,
  authenticators,
}) => {
  const context = await browser.newContext({ baseURL: origin });
  const page = await context.newPage();
  await withoutAutofill(page);
  await authenticators.add(page);
  await signUp(page, newEmail());
  await signOut(page);

  await page.goto("/recover");
  const code = page.getByLabel("Recovery code");
  await code.fill("0000-0000-0000-0000");
  await page.keyboard.press("Enter");
  await expect(page.getByText("The code is not right")).toBeVisible();
  await page.keyboard.press("Enter");
  await expect(page.getByText("Too many tries for now")).toBeVisible();
  await expect(page.getByText("Try again in 15 minutes.")).toBeVisible();
  await expect(code).toBeFocused();

  await page.goto("/sign-in");
  await page.getByRole("button", { name: "Sign in with a passkey" }).click();
  await page.waitForURL("/home");
  await context.close();
  expect(await readFile(log, "utf8")).toContain("LIMITS_SCALE is 0.02");
});

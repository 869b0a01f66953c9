import { readFile } from "node:fs/promises";
import { join } from "node:path";
import type { Browser, BrowserContext, Page } from "playwright";
import { withoutAutofill } from "#e2e/support/sign-up.ts";
import { Authenticators, type VirtualAuthenticator } from "#e2e/support/virtual-authenticator.ts";
import playwrightConfig from "#playwright.config.ts";

/** What a signed-in browser keeps. */
export type Cookies = Awaited<ReturnType<BrowserContext["storageState"]>>;

/** Has `enter` sign somebody in, and waits until they are at home. */
const keepCookies = async (
  browser: Browser,
  baseURL: string,
  enter: (page: Page, device: VirtualAuthenticator) => Promise<void>,
): Promise<Cookies> => {
  const { userAgent, locale } = playwrightConfig.use ?? {};
  const context = await browser.newContext({ baseURL, userAgent, locale });
  const page = await context.newPage();
  await withoutAutofill(page);
  await enter(page, await new Authenticators().add(page));
  await page.waitForURL("/home");
  const cookies = await context.storageState();
  await context.close();
  return cookies;
};

/** Signs in as the demo account, whose passkey lies in the folder `dataDir`. */
export function signInAsDemo(browser: Browser, origin: string, dataDir: string): Promise<Cookies> {
  return keepCookies(browser, origin, async (page, device) => {
    const file = await readFile(join(dataDir, "demo-passkey.json"), "utf8");
    await device.putPasskey(JSON.parse(file));
    await page.goto("/sign-in");
    await page.getByRole("button", { name: "Sign in with a passkey" }).click();
  });
}

/** Signs up somebody with one passkey, who has the first steps still to do. */
export function signUpNewcomer(browser: Browser, origin: string): Promise<Cookies> {
  return keepCookies(browser, origin, async (page) => {
    await page.goto("/sign-up");
    await page.getByLabel("E-mail").fill("sam.ito@example.com");
    await page.getByLabel("Name").fill("Sam Ito");
    await page.getByRole("button", { name: "Create account" }).click();
  });
}

import type { Page } from "playwright/test";
import { expect, test } from "./support/fixtures.ts";
import { newEmail, signUp } from "./support/sign-up.ts";

const background = (page: Page) =>
  page.evaluate(() => getComputedStyle(document.body).backgroundColor);

/** Loads the page without its scripts, as it is at the first paint. */
const firstPaint = async (page: Page) => {
  await page.route("**/*.js", (route) => route.abort());
  await page.reload();
};

test("dark or light follows the system until one is chosen, and is there at the first paint", async ({
  page,
}) => {
  await page.emulateMedia({ colorScheme: "light" });
  await page.goto("/help");
  const light = await background(page);
  await page.emulateMedia({ colorScheme: "dark" });
  const dark = await background(page);
  expect(dark).not.toBe(light);
  const appearance = page.getByLabel("Appearance");
  await appearance.selectOption("Light");
  await expect.poll(() => background(page)).toBe(light);
  await appearance.selectOption("System");
  await expect.poll(() => background(page)).toBe(dark);
  await appearance.selectOption("Light");
  await expect(page.locator("html")).toHaveClass(/light/);
  await firstPaint(page);
  expect(await background(page)).toBe(light);
  await expect(page.getByLabel("Appearance")).toHaveValue("light");
});

test("a choice that could not be kept says so, and is taken back", async ({ page }) => {
  await page.route("**/api/preferences", (route) => route.abort());
  await page.goto("/sign-up");
  await page.getByLabel("Appearance").selectOption("Dark");
  await expect(page.getByText("We could not be reached")).toBeVisible();
  await expect(page.getByLabel("Appearance")).toHaveValue("system");
});

test("the language is chosen, kept, and there at the first paint", async ({ page }) => {
  await page.goto("/sign-in");
  await page.getByLabel("Language").selectOption("Deutsch");
  await expect(page.getByRole("heading", { level: 1 })).toHaveText("Anmelden");
  await expect(page.locator("html")).toHaveAttribute("lang", "de");
  await page.getByLabel("Sprache").selectOption("Español");
  await expect(page.getByRole("heading", { level: 1 })).toHaveText("Iniciar sesión");
  await firstPaint(page);
  await expect(page.locator("html")).toHaveAttribute("lang", "es");
  await expect(page.getByRole("heading", { level: 1 })).toHaveText("Iniciar sesión");
});

test.describe("a browser that asks for German", () => {
  test.use({ locale: "de-AT" });

  test("gets it, passkey names and times included", async ({ page, authenticators }) => {
    await authenticators.add(page);
    await page.goto("/sign-up?next=/account/passkeys");
    await page.getByLabel("E-Mail").fill(newEmail());
    await page.getByRole("main").getByRole("button").first().click();
    await page.waitForURL("/account/passkeys");
    await expect(page.getByRole("heading", { level: 2 })).toContainText("Chrome auf Linux");
    await expect(page.getByText("gerade eben").first()).toBeVisible();
  });
});

test.describe("without JavaScript", () => {
  test("every page is there, and says what does not work", async ({
    page,
    browser,
    authenticators,
    baseURL,
  }) => {
    await authenticators.add(page);
    await signUp(page, newEmail());
    const storageState = await page.context().storageState();
    const options = { javaScriptEnabled: false, locale: "en-GB", ...(baseURL && { baseURL }) };
    const signedIn = await browser.newContext({ ...options, storageState });
    const signedOut = await browser.newContext(options);
    const shown = async (plain: Page, path: string) => {
      await plain.goto(path);
      await expect(plain.getByRole("heading", { level: 1 }), path).toBeVisible();
      // Chromium under test control shows no <noscript>, but it is there for those who need it.
      const needs = await plain.locator("main noscript").textContent();
      expect(needs, path).toContain("Passkeys need JavaScript");
    };
    const visitor = await signedOut.newPage();
    for (const path of ["/", "/sign-in", "/sign-up", "/help", "/no/such/page"]) {
      await shown(visitor, path);
    }
    const person = await signedIn.newPage();
    for (const section of ["profile", "passkeys", "sessions", "recovery", "activity", "delete"]) {
      await shown(person, `/account/${section}`);
    }
    await shown(person, "/home");
    await signedIn.close();
    await signedOut.close();
  });
});

test.describe("without a connection", () => {
  test.use({ serviceWorkers: "allow" });

  test("a page says so, in its own look, and leads back once there is one", async ({
    page,
    context,
  }) => {
    await page.goto("/sign-in");
    await page.evaluate(async () => {
      await navigator.serviceWorker.ready;
    });
    await context.setOffline(true);
    await page.goto("/account/passkeys");
    await expect(page.getByRole("heading", { level: 1 })).toHaveText("You are offline");
    const faces = () => page.evaluate(() => [...document.fonts].map(({ status }) => status));
    await expect.poll(faces).toContain("loaded");
    expect(await background(page)).not.toBe("rgba(0, 0, 0, 0)");
    const mark = page.locator("img");
    expect(await mark.evaluate((image: HTMLImageElement) => image.naturalWidth)).toBeGreaterThan(0);
    await context.setOffline(false);
    await page.getByRole("link", { name: "Try again" }).click();
    await expect(page).toHaveURL(/\/sign-in/);
  });

  test("nothing of an account is kept by the browser", async ({ page, authenticators }) => {
    await authenticators.add(page);
    await signUp(page, newEmail());
    const kept = await page.evaluate(async () => {
      await navigator.serviceWorker.ready;
      const cache = await caches.open("offline");
      return (await cache.keys()).map(({ url }) => new URL(url).pathname);
    });
    expect(kept).toContain("/offline");
    for (const path of kept) expect(path).toMatch(/^\/offline$|^\/icon\.svg$|^\/_next\/static\//);
  });
});

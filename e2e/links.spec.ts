import type { Browser, Page } from "playwright/test";
import { expect, test } from "./support/fixtures.ts";
import { newEmail, signUp, withoutAutofill } from "./support/sign-up.ts";

/** Another browser at the same site. */
const openElsewhere = async (browser: Browser, page: Page) => {
  const context = await browser.newContext({ baseURL: new URL(page.url()).origin });
  return await context.newPage();
};

const code = /^[0-9A-HJKMNP-TV-Z]{4}-[0-9A-HJKMNP-TV-Z]{4}$/;
const codeOn = (page: Page) => page.getByText(code).innerText();
const wordsOn = (page: Page) => page.getByRole("region", { name: "The two words" }).innerText();
const press = (page: Page, name: string) => page.getByRole("button", { name, exact: true }).click();

test("a device is added by link: a code, two words, and its own passkey", async ({
  page,
  browser,
  authenticators,
}) => {
  await authenticators.add(page);
  await signUp(page, newEmail());
  await page.getByRole("link", { name: "Add a device by link" }).click();
  await press(page, "Show a code");
  await expect(page.getByRole("img", { name: "QR code that leads to this code" })).toBeVisible();
  const shown = await codeOn(page);

  const other = await openElsewhere(browser, page);
  await other.goto(`/link#${shown}`);
  await expect(other.getByLabel("Code")).toHaveValue(shown);
  // Opening spends nothing.
  await expect(page.getByText("Waiting for the other device")).toBeVisible();
  await press(other, "Go on");
  await expect(page.getByText(/^Chrome on Linux, from /)).toBeVisible();
  expect(await wordsOn(other)).toBe(await wordsOn(page));
  await press(page, "They match");
  await expect(page.getByText("Confirmed. Now create the passkey")).toBeFocused();
  await other.waitForURL("/link/passkey");
  await press(other, "Not now, leave");
  await other.waitForURL("/");
});

test("a device that was confirmed creates its passkey and is in by it", async ({
  page,
  browser,
  authenticators,
}) => {
  await authenticators.add(page);
  const email = newEmail();
  await signUp(page, email);
  await page.goto("/account/passkeys/link");
  await press(page, "Show a code");
  const other = await openElsewhere(browser, page);
  const phone = await authenticators.add(other);
  await other.goto("/link");
  await other.getByLabel("Code").fill((await codeOn(page)).toLowerCase().replace("-", " "));
  await press(other, "Go on");
  await press(page, "They match");
  await other.waitForURL("/link/passkey");
  await expect(other.getByText(email)).toBeVisible();
  // Nothing else is open to it.
  await other.goto("/account/sessions");
  await other.waitForURL("/link/passkey");
  await press(other, "Create a passkey");
  await other.waitForURL("/account/passkeys");
  expect(await phone.passkeys()).toHaveLength(1);
  await page.getByRole("link", { name: "Go to your passkeys" }).click();
  await expect(page.getByRole("heading", { level: 2 })).toHaveCount(2);
});

test("words that differ end the request on both screens", async ({
  page,
  browser,
  authenticators,
}) => {
  await authenticators.add(page);
  await signUp(page, newEmail());
  await page.goto("/account/passkeys/link");
  await press(page, "Show a code");
  const shown = await codeOn(page);
  const other = await openElsewhere(browser, page);
  await other.goto(`/link#${shown}`);
  await press(other, "Go on");
  await press(page, "They don't match");
  await expect(page.getByText("Refused. Nothing was added")).toBeFocused();
  await expect(other.getByText("The other device refused this")).toBeVisible();
  await press(other, "Start again");
  await other.getByLabel("Code").fill(shown);
  await press(other, "Go on");
  await expect(other.getByText("The code is not right")).toBeVisible();
});

test("a browser without passkeys is let in by a phone, for everything but the ways in", async ({
  page: phone,
  browser,
  authenticators,
}) => {
  await withoutAutofill(phone);
  await authenticators.add(phone);
  await signUp(phone, newEmail());
  await press(phone, "Sign out");
  await phone.waitForURL("/");

  const old = await openElsewhere(browser, phone);
  await old.addInitScript(() => Reflect.deleteProperty(window, "PublicKeyCredential"));
  await old.goto("/sign-in?next=/account/passkeys");
  await old.getByRole("link", { name: "Use your phone instead" }).click();
  await old.waitForURL(/\/sign-in\/phone/);
  const shown = await codeOn(old);

  await phone.goto(`/approve#${shown}`);
  await press(phone, "Sign in and go on");
  await phone.waitForURL(/\/sign-in/);
  expect(phone.url()).not.toContain(shown);
  await press(phone, "Sign in with a passkey");
  await phone.waitForURL("/approve");
  await press(phone, "Go on");
  await expect(phone.getByText(/^Chrome on .+, from /)).toBeVisible();
  await expect(phone.getByText("Did you not start this yourself just now?")).toBeVisible();
  await expect(old.getByText("Compare these two words")).toBeVisible();
  expect(await wordsOn(old)).toBe(await wordsOn(phone));
  await press(phone, "They match: let it in");
  await press(phone, "Use a passkey");
  await expect(phone.getByText("that browser is in for one hour")).toBeFocused();

  await old.waitForURL("/account/passkeys");
  const note = old.getByText("You are signed in by your phone, for one hour");
  for (const section of ["passkeys", "sessions", "recovery", "delete", "profile"]) {
    await old.goto(`/account/${section}`);
    await expect(note).toBeVisible();
    const acts = old.getByRole("main").getByRole("button");
    await expect(acts).toHaveCount(section === "profile" ? 1 : 0);
  }
  await old.getByLabel("Name").fill("Ada");
  await press(old, "Save");
  await expect(old.getByText("Saved: you are Ada")).toBeVisible();
  await phone.getByRole("link", { name: "Show your sessions" }).click();
  await expect(phone.getByText("Let in by another device, for an hour")).toBeVisible();
});

test("a refusal on the phone ends the request, and the asking browser is told", async ({
  page: phone,
  browser,
  authenticators,
}) => {
  await authenticators.add(phone);
  await signUp(phone, newEmail());
  const old = await openElsewhere(browser, phone);
  await old.goto("/sign-in/phone");
  const shown = await codeOn(old);
  await phone.goto("/approve");
  await phone.getByLabel("Code").fill(shown);
  await press(phone, "Go on");
  await press(phone, "Refuse");
  await expect(phone.getByText("Refused. Nobody was let in")).toBeFocused();
  await expect(old.getByText("The request was refused on the other device")).toBeVisible();
  await press(old, "Show a new code");
  await expect(old.getByText(code)).not.toHaveText(shown);
});

test("nothing is asked while the page is hidden, and again once it is seen", async ({ page }) => {
  let asked = 0;
  await page.route("**/api/links/*/status", (route) => {
    asked += 1;
    return route.continue();
  });
  await page.clock.install();
  await page.goto("/sign-in/phone");
  await expect.poll(() => asked).toBeGreaterThan(1);
  const show = (hidden: boolean) =>
    page.evaluate((value) => {
      Object.defineProperty(document, "hidden", { configurable: true, get: () => value });
      document.dispatchEvent(new Event("visibilitychange"));
    }, hidden);
  await show(true);
  const before = asked;
  for (let round = 0; round < 3; round += 1) {
    await page.clock.runFor(2500);
    // What was asked by then has been answered.
    await page.evaluate(async () => void (await fetch("/api/health/ready")));
  }
  expect(asked - before).toBeLessThanOrEqual(1);
  await show(false);
  await expect.poll(() => asked).toBeGreaterThan(before);
});

import type { Browser, Page } from "playwright/test";
import { expect, test } from "./support/fixtures.ts";
import { newEmail, signUp } from "./support/sign-up.ts";
import type { Authenticators, HeldPasskey } from "./support/virtual-authenticator.ts";

const onWindows =
  "Mozilla/5.0 (Windows NT 10.0; Win64; x64) AppleWebKit/537.36 (KHTML, like Gecko) Chrome/156.0.0.0 Safari/537.36";

/** Signs in in another browser, with the same passkey, by autofill. */
const signInElsewhere = async (
  browser: Browser,
  baseURL: string | undefined,
  authenticators: Authenticators,
  held: HeldPasskey,
) => {
  const context = await browser.newContext({ userAgent: onWindows, ...(baseURL && { baseURL }) });
  const page = await context.newPage();
  const device = await authenticators.add(page);
  // One device in truth, so its counter goes on where the first browser's use left it.
  await device.putPasskey({ ...held, signCount: held.signCount + 1 });
  await page.goto("/sign-in");
  await page.waitForURL("/home");
  return page;
};

/** Asks without opening the page: there the passkey, which is still good, would sign in at once. */
const expectSignedOut = async (page: Page, path: string, sentTo: string) => {
  const { pathname, search } = new URL((await page.request.get(path)).url());
  expect(pathname + search).toBe(sentTo);
};

test("sessions tell where somebody is signed in, and one of them is ended", async ({
  page,
  browser,
  baseURL,
  authenticators,
}) => {
  const laptop = await authenticators.add(page);
  await signUp(page, newEmail());
  await page.goto("/account/sessions");
  await expect(page.getByText("You are signed in in this browser alone.")).toBeVisible();
  await expect(page.getByRole("button", { name: /^End/ })).toHaveCount(0);
  const [held] = await laptop.passkeys();
  if (!held) throw new Error("the laptop holds no passkey");
  const elsewhere = await signInElsewhere(browser, baseURL, authenticators, held);

  await page.reload();
  const rows = page.getByRole("main").getByRole("listitem");
  await expect(rows).toHaveCount(2);
  await expect(rows.filter({ hasText: "This browser" })).toContainText("Chrome on Linux");
  await expect(rows.filter({ hasText: "Chrome on Windows" })).toContainText("With Chrome on Linux");
  await page.getByRole("button", { name: "End the session in Chrome on Windows" }).click();
  const dialog = page.getByRole("alertdialog", { name: "End the session in Chrome on Windows?" });
  await expect(dialog.getByRole("button", { name: "Keep it" })).toBeFocused();
  await dialog.getByRole("button", { name: "Keep it" }).click();
  await expect(rows).toHaveCount(2);

  await page.getByRole("button", { name: "End the session in Chrome on Windows" }).click();
  await dialog.getByRole("button", { name: "End" }).click();
  await expect(page.getByText("The session in Chrome on Windows was ended")).toBeVisible();
  await expect(rows).toHaveCount(1);
  await expect(page.getByRole("heading", { level: 1 })).toBeFocused();
  await expectSignedOut(elsewhere, "/account/profile", "/sign-in?next=%2Faccount%2Fprofile");
  await elsewhere.context().close();
});

test("all other sessions are ended at once, once a passkey was shown again", async ({
  page,
  browser,
  baseURL,
  authenticators,
}) => {
  const laptop = await authenticators.add(page);
  await signUp(page, newEmail());
  const [held] = await laptop.passkeys();
  if (!held) throw new Error("the laptop holds no passkey");
  const elsewhere = await signInElsewhere(browser, baseURL, authenticators, held);
  // This browser's use has to come after the other's.
  await laptop.changePasskey(held.credentialId, { signCount: held.signCount + 10 });
  let asked = 0;
  await page.route("**/api/sessions", async (route) => {
    asked += 1;
    if (asked > 1) return await route.continue();
    // As it is answered five minutes after the last use of a passkey.
    await route.fulfill({
      status: 403,
      contentType: "application/problem+json",
      json: { code: "step-up-required", status: 403, title: "", detail: "", requestId: "x" },
    });
  });
  await page.goto("/account/sessions");
  await page.getByRole("button", { name: "End all others" }).click();
  const dialog = page.getByRole("alertdialog", { name: "End all other sessions?" });
  await expect(dialog).toContainText("1 other browser is signed out at once");
  await dialog.getByRole("button", { name: "End all others" }).click();
  await page.getByRole("button", { name: "Use a passkey" }).click();
  await expect(page.getByText("All other sessions were ended")).toBeVisible();
  await expect(page.getByText("You are signed in in this browser alone.")).toBeVisible();
  await expectSignedOut(elsewhere, "/home", "/sign-in");
  await elsewhere.context().close();
});

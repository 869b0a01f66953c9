import type { Locator, Page } from "playwright/test";
import { expect, test } from "./support/fixtures.ts";
import { signInElsewhere } from "./support/sign-in-elsewhere.ts";
import { newEmail, withoutAutofill } from "./support/sign-up.ts";

const mostStops = 60;

const button = (page: Page, name: string | RegExp) =>
  page.getByRole("button", { name, exact: true });

/** Presses Tab until the element has the focus. */
const tabTo = async (element: Locator) => {
  const page = element.page();
  const reached = element.and(page.locator(":focus"));
  for (let stop = 0; stop < mostStops; stop += 1) {
    await page.keyboard.press("Tab");
    if (await reached.count()) return;
  }
  throw new Error(`Tab did not reach ${element}`);
};

/** Goes to the element with Tab and presses Enter. */
const enter = async (element: Locator) => {
  await tabTo(element);
  await element.page().keyboard.press("Enter");
};

/** Signs up, and waits until the person is at their passkeys. */
const signUp = async (page: Page) => {
  await page.goto("/sign-up?next=/account/passkeys");
  await tabTo(page.getByRole("textbox", { name: "E-mail" }));
  await page.keyboard.type(newEmail());
  await page.keyboard.press("Enter");
  await page.waitForURL("/account/passkeys");
};

/** Goes round a dialog in both directions: the focus starts at the safe choice and stays inside. */
const expectFocusWithin = async (dialog: Locator, safe: string) => {
  await expect(dialog.getByRole("button", { name: safe })).toBeFocused();
  for (const key of ["Tab", "Tab", "Tab", "Shift+Tab", "Shift+Tab", "Shift+Tab"]) {
    await dialog.page().keyboard.press(key);
    await expect(dialog.locator("button:focus"), key).toHaveCount(1);
  }
};

test("sign up, sign out, and sign in by the button", async ({ page, authenticators }) => {
  await withoutAutofill(page);
  await authenticators.add(page);
  await signUp(page);
  await enter(button(page, "Sign out"));
  await page.waitForURL("/");
  await page.goto("/sign-in");
  await enter(button(page, "Sign in with a passkey"));
  await page.waitForURL("/home");
});

test("the first stop of a page leads past what repeats", async ({ page, authenticators }) => {
  const expectSkip = async () => {
    const skip = page.getByRole("link", { name: "Skip to the content" });
    await page.keyboard.press("Tab");
    await expect(skip).toBeFocused();
    await expect(skip).toBeInViewport();
    await page.keyboard.press("Enter");
    await expect(page.getByRole("main")).toBeFocused();
    await page.keyboard.press("Tab");
    await expect(page.getByRole("main").locator(":focus")).toHaveCount(1);
  };
  await page.goto("/help");
  await expectSkip();
  await authenticators.add(page);
  await signUp(page);
  await expectSkip();
});

test("add a passkey where the person chooses, rename it, and remove it", async ({
  page,
  authenticators,
}) => {
  await authenticators.add(page);
  await signUp(page);
  await authenticators.add(page, { transport: "usb" });
  await enter(page.getByText("Choose where to keep a new passkey"));
  await enter(button(page, "Security key"));
  await expect(page.getByText("Passkey added: Security key")).toBeVisible();

  await enter(button(page, "Rename Security key"));
  const field = page.getByRole("textbox", { name: "New name for Security key" });
  await expect(field).toBeFocused();
  await page.keyboard.type("Green key");
  await page.keyboard.press("Escape");
  await expect(button(page, "Rename Security key")).toBeFocused();
  await page.keyboard.press("Enter");
  await expect(field).toHaveValue("Security key");
  // The name is selected: what is typed takes its place.
  await page.keyboard.type("Blue key");
  await page.keyboard.press("Enter");
  await expect(page.getByText("Security key was renamed to Blue key")).toBeVisible();
  await expect(button(page, "Rename Blue key")).toBeFocused();

  await enter(button(page, "Remove Blue key"));
  const dialog = page.getByRole("alertdialog", { name: "Remove Blue key?" });
  await expectFocusWithin(dialog, "Keep it");
  await page.keyboard.press("Escape");
  await expect(dialog).toBeHidden();
  await expect(button(page, "Remove Blue key")).toBeFocused();
  await page.keyboard.press("Enter");
  await expect(button(page, "Keep it")).toBeFocused();
  await enter(button(page, "Remove"));
  await expect(page.getByText("Blue key was removed")).toBeVisible();
  await expect(page.getByRole("heading", { name: "Passkeys" })).toBeFocused();
});

test("change the name in the profile", async ({ page, authenticators }) => {
  await authenticators.add(page);
  await signUp(page);
  await enter(page.getByRole("link", { name: "Profile" }));
  await page.waitForURL("/account/profile");
  await tabTo(page.getByRole("textbox", { name: "Name" }));
  await page.keyboard.type("Ada Lovelace");
  await page.keyboard.press("Enter");
  await expect(page.getByText("Saved: you are Ada Lovelace")).toBeVisible();
});

test("end another session", async ({ page, authenticators }) => {
  const laptop = await authenticators.add(page);
  await signUp(page);
  await signInElsewhere(page, authenticators, laptop);
  await enter(page.getByRole("link", { name: "Sessions" }));
  await page.waitForURL("/account/sessions");
  await enter(button(page, /^End the session in/));
  await expectFocusWithin(page.getByRole("alertdialog"), "Keep it");
  await enter(button(page, "End"));
  await expect(page.getByText("You are signed in in this browser alone.")).toBeVisible();
  await expect(page.getByRole("heading", { name: "Sessions" })).toBeFocused();
});

test("choose the appearance and the language", async ({ page }) => {
  await page.goto("/sign-in");
  await tabTo(page.getByRole("combobox", { name: "Language" }));
  // The first letter chooses, on every system.
  await page.keyboard.press("D");
  await expect(page.getByRole("heading", { level: 1 })).toHaveText("Anmelden");
  await expect(page.getByRole("combobox", { name: "Sprache" })).toBeFocused();
  await tabTo(page.getByRole("combobox", { name: "Darstellung" }));
  await page.keyboard.press("D");
  await expect(page.locator("html")).toHaveClass(/dark/);
});

test("delete the account", async ({ page, authenticators }) => {
  await authenticators.add(page);
  await signUp(page);
  await enter(page.getByRole("link", { name: "Delete the account" }));
  await page.waitForURL("/account/delete");
  await enter(button(page, "Delete the account"));
  const dialog = page.getByRole("alertdialog");
  await expectFocusWithin(dialog, "Keep it");
  await page.keyboard.press("Escape");
  await expect(button(page, "Delete the account")).toBeFocused();
  await page.keyboard.press("Enter");
  await expect(button(page, "Keep it")).toBeFocused();
  await enter(button(page, "Delete for good"));
  await page.waitForURL("/account-deleted");
});

import { expect, test } from "./support/fixtures.ts";
import { newEmail, signOut, signUp, withoutAutofill } from "./support/sign-up.ts";

test("two passkeys from two devices; rename one, remove the other, which then opens nothing", async ({
  page,
  authenticators,
}) => {
  await withoutAutofill(page);
  const laptop = await authenticators.add(page);
  await signUp(page, newEmail());
  const [kept] = await laptop.passkeys();
  await laptop.remove();
  const key = await authenticators.add(page, { transport: "usb" });
  await page.getByRole("button", { name: "Add a passkey" }).click();
  await expect(page.getByText("Passkey added: Security key")).toBeVisible();
  expect(await key.passkeys()).toHaveLength(1);

  const items = page
    .getByRole("main")
    .getByRole("listitem")
    .filter({ has: page.getByRole("heading") });
  await expect(items).toHaveCount(2);
  await expect(items.first()).toContainText("This session");
  await expect(items.first()).toContainText("Only on one device");
  await expect(items.nth(1)).toContainText("Not used yet");

  await page.getByRole("button", { name: "Rename Security key" }).click();
  await page.getByLabel("New name for Security key").fill("Blue key");
  await page.keyboard.press("Enter");
  await expect(page.getByRole("heading", { name: "Blue key" })).toBeVisible();
  await expect(page.getByRole("button", { name: "Rename Blue key" })).toBeFocused();

  await page.getByRole("button", { name: "Remove Blue key" }).click();
  const dialog = page.getByRole("alertdialog", { name: "Remove Blue key?" });
  await expect(dialog.getByRole("button", { name: "Keep it" })).toBeFocused();
  await page.keyboard.press("Escape");
  await expect(items).toHaveCount(2);
  await page.getByRole("button", { name: "Remove Blue key" }).click();
  await expect(dialog).toContainText("You can still sign in with Chrome on Linux.");
  const [revoked] = await key.passkeys();
  await dialog.getByRole("button", { name: "Remove" }).click();
  await expect(page.getByText("Blue key was removed")).toBeVisible();
  await expect(items).toHaveCount(1);
  // The browser was told which passkeys are left, and forgot this one.
  await expect.poll(() => key.passkeys()).toEqual([]);
  if (revoked) await key.putPasskey(revoked);

  await signOut(page);
  await page.goto("/sign-in");
  await page.getByRole("button", { name: "Sign in with a passkey" }).click();
  await expect(page.getByText("This passkey is no longer known here")).toBeVisible();
  await expect(page).toHaveURL("/sign-in");
  await key.remove();
  const again = await authenticators.add(page);
  if (kept) await again.putPasskey(kept);
  await page.getByRole("button", { name: "Sign in with a passkey" }).click();
  await page.waitForURL("/home");
});

test("a rename can be left with Escape, and says what is wrong with a name", async ({
  page,
  authenticators,
}) => {
  await authenticators.add(page, { backupEligible: true, backedUp: true });
  await signUp(page, newEmail());
  await expect(page.getByText("Synced")).toBeVisible();
  await page.getByRole("button", { name: "Rename Chrome on Linux" }).click();
  const field = page.getByLabel("New name for Chrome on Linux");
  await field.fill("   ");
  await page.getByRole("button", { name: "Save" }).click();
  await expect(page.getByText("Enter a name")).toBeVisible();
  await expect(field).toBeFocused();
  await page.keyboard.press("Escape");
  await expect(field).toBeHidden();
  await expect(page.getByRole("button", { name: "Rename Chrome on Linux" })).toBeFocused();
});

test("the last passkey can't be removed, and the dialog says why", async ({
  page,
  authenticators,
}) => {
  await authenticators.add(page);
  await signUp(page, newEmail());
  await page.getByRole("button", { name: "Remove Chrome on Linux" }).click();
  const dialog = page.getByRole("alertdialog", { name: "Chrome on Linux can't be removed yet" });
  await expect(dialog).toContainText("Add another one first");
  await dialog.getByRole("button", { name: "Keep it" }).click();
  await expect(page.getByRole("button", { name: "Remove Chrome on Linux" })).toBeFocused();
});

test("removing the passkey of this session signs out here", async ({ page, authenticators }) => {
  const laptop = await authenticators.add(page);
  await signUp(page, newEmail());
  await laptop.remove();
  await authenticators.add(page, { transport: "usb", present: true });
  await page.getByRole("button", { name: "Add a passkey" }).click();
  await expect(page.getByRole("heading", { name: "Security key" })).toBeVisible();
  await withoutAutofill(page);
  await page.getByRole("button", { name: "Remove Chrome on Linux" }).click();
  const dialog = page.getByRole("alertdialog");
  await expect(dialog).toContainText("you will be signed out here too");
  await dialog.getByRole("button", { name: "Remove" }).click();
  await page.waitForURL("/sign-in");
});

test("a step-up is asked for once the last use is old, and the act goes on by itself", async ({
  page,
  authenticators,
}) => {
  const laptop = await authenticators.add(page);
  await signUp(page, newEmail());
  let asked = 0;
  // The server's own refusal, once: waiting five minutes for it is too long for a test. That the
  // server refuses by itself, the HTTP tests prove.
  await page.route("**/api/webauthn/registration/options", async (route) => {
    asked += 1;
    if (asked > 1) return route.continue();
    await route.fulfill({
      status: 403,
      contentType: "application/problem+json",
      json: { code: "step-up-required", status: 403, title: "", detail: "", requestId: "x" },
    });
  });
  await page.getByRole("button", { name: "Add a passkey" }).click();
  const dialog = page.getByRole("alertdialog", { name: "Confirm that it's you" });
  await expect(dialog.getByRole("button", { name: "Use a passkey" })).toBeFocused();
  const [held] = await laptop.passkeys();
  await page.keyboard.press("Enter");
  await expect(dialog).toBeHidden();
  // The same device holds one already, so the act that went on is refused by the browser.
  await expect(page.getByText("You already have a passkey here")).toBeVisible();
  expect(asked).toBe(2);
  expect((await laptop.passkeys())[0]?.credentialId).toBe(held?.credentialId);
});

test("a new passkey can be kept where the person chooses", async ({ page, authenticators }) => {
  await authenticators.add(page);
  await signUp(page, newEmail());
  await expect(page.getByText("Your only passkey is on a single device.")).toBeVisible();
  const key = await authenticators.add(page, { transport: "usb" });
  const asked = page.waitForRequest("**/registration/options");
  await page.getByText("Choose where to keep a new passkey").click();
  await page.getByRole("button", { name: "Security key" }).click();
  expect((await asked).postDataJSON()).toEqual({ hints: ["security-key"] });
  await expect(page.getByText("Passkey added: Security key")).toBeVisible();
  expect(await key.passkeys()).toHaveLength(1);
  await expect(page.getByText("Your only passkey is on a single device.")).toBeHidden();
});

test("a passkey of the account that the browser holds stays when the list is told", async ({
  page,
  authenticators,
}) => {
  const laptop = await authenticators.add(page);
  await signUp(page, newEmail());
  const before = await laptop.passkeys();
  await page.reload();
  await expect(page.getByRole("heading", { name: "Chrome on Linux" })).toBeVisible();
  expect((await laptop.passkeys()).map(({ credentialId }) => credentialId)).toEqual(
    before.map(({ credentialId }) => credentialId),
  );
  expect(laptop.events.filter(({ kind }) => kind === "deleted")).toEqual([]);
});

test("a device-bound passkey whose counter goes back is refused and needs attention", async ({
  page,
  authenticators,
}) => {
  const laptop = await authenticators.add(page);
  await signUp(page, newEmail());
  const [held] = await laptop.passkeys();
  await laptop.changePasskey(held?.credentialId ?? "", { signCount: 5 });
  await signOut(page);
  await page.goto("/sign-in");
  await page.waitForURL("/home");
  await signOut(page);
  await withoutAutofill(page);
  await laptop.changePasskey(held?.credentialId ?? "", { signCount: 2 });
  await page.goto("/sign-in");
  await page.getByRole("button", { name: "Sign in with a passkey" }).click();
  await expect(page.getByText("Sign-in did not succeed")).toBeVisible();
  await laptop.changePasskey(held?.credentialId ?? "", { signCount: 50 });
  await page.getByRole("button", { name: "Sign in with a passkey" }).click();
  await page.waitForURL("/home");
  await page.goto("/account/passkeys");
  await expect(page.getByText("Needs attention")).toBeVisible();
});

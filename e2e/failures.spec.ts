import { expect, test } from "./support/fixtures.ts";
import { newEmail, signOut, signUp, withoutAutofill } from "./support/sign-up.ts";

test("a sign-up that the person doesn't confirm says what to do, and can be tried again", async ({
  page,
  authenticators,
}) => {
  const device = await authenticators.add(page, { userVerified: false });
  await page.goto("/sign-up");
  await page.getByLabel("E-mail").fill(newEmail());
  const button = page.getByRole("button", { name: "Create account" });
  await button.click();
  await expect(page.getByText("No passkey was created")).toBeVisible();
  await expect(button).toBeFocused();
  expect(await device.passkeys()).toEqual([]);
  await device.setUserVerified(true);
  await button.click();
  await page.waitForURL("/home");
});

test("a sign-in that fails in the browser says what to do, and can be tried again", async ({
  page,
  authenticators,
}) => {
  await withoutAutofill(page);
  const device = await authenticators.add(page);
  await signUp(page, newEmail());
  await signOut(page);
  await page.goto("/sign-in");
  await device.setUserVerified(false);
  const button = page.getByRole("button", { name: "Sign in with a passkey" });
  await button.click();
  await expect(page.getByText(/The passkey window (did not open|was closed)/)).toBeVisible();
  await expect(button).toBeFocused();
  await device.setUserVerified(true);
  await button.click();
  await page.waitForURL("/home");
});

test("a forged answer is refused by the server, in words", async ({ page, authenticators }) => {
  await withoutAutofill(page);
  const device = await authenticators.add(page);
  await signUp(page, newEmail());
  await signOut(page);
  await page.goto("/sign-in");
  await device.setFaults({ isBogusSignature: true });
  await page.getByRole("button", { name: "Sign in with a passkey" }).click();
  await expect(page.getByText("Sign-in did not succeed")).toBeVisible();
  await page.goto("/account/passkeys");
  await expect(page).toHaveURL("/sign-in?next=%2Faccount%2Fpasskeys");
});

test("one device takes one passkey of an account", async ({ page, authenticators }) => {
  const device = await authenticators.add(page);
  await signUp(page, newEmail());
  await page.getByRole("button", { name: "Add a passkey" }).click();
  await expect(page.getByText("You already have a passkey here")).toBeVisible();
  expect(await device.passkeys()).toHaveLength(1);
});

test("a server that can't be reached is told, and nothing is lost", async ({
  page,
  authenticators,
}) => {
  await withoutAutofill(page);
  await authenticators.add(page);
  await signUp(page, newEmail());
  await signOut(page);
  await page.goto("/sign-in");
  await page.route("**/api/**", (route) => route.abort("connectionrefused"));
  const button = page.getByRole("button", { name: "Sign in with a passkey" });
  await button.click();
  await expect(page.getByText("We could not be reached")).toBeVisible();
  await page.unroute("**/api/**");
  await button.click();
  await page.waitForURL("/home");
});

test("a session that ended elsewhere leads back to the sign-in", async ({
  page,
  authenticators,
}) => {
  await authenticators.add(page);
  await signUp(page, newEmail());
  await page.context().clearCookies();
  await page.getByRole("button", { name: "Rename Chrome on Linux" }).click();
  await page.getByLabel("New name for Chrome on Linux").fill("Mine");
  await page.getByRole("button", { name: "Save" }).click();
  await expect(page.getByText("You are signed out")).toBeVisible();
  await expect(page.getByRole("main").getByRole("link", { name: "Sign in" })).toBeVisible();
});

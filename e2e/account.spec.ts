import { expect, test } from "./support/fixtures.ts";
import { codeIn } from "./support/mail-server.ts";
import { newEmail, signOut, signUp, withoutAutofill } from "./support/sign-up.ts";

test("the home page leads through the first steps until they are done", async ({
  page,
  mailbox,
  authenticators,
}) => {
  const laptop = await authenticators.add(page);
  const email = newEmail();
  await signUp(page, email);
  await page.goto("/home");
  const steps = page.getByRole("heading", { name: "Getting started" });
  await expect(steps).toBeVisible();
  await expect(page.getByText("0 of 3 done")).toBeVisible();

  await page.getByRole("link", { name: "Go to your profile" }).click();
  await page.getByRole("button", { name: "Send a confirmation mail" }).click();
  const mail = await mailbox.next(email, "Confirm your e-mail address");
  await page.getByLabel("Code from the mail").fill(codeIn(mail));
  await page.keyboard.press("Enter");
  await expect(page.getByText(`Confirmed: ${email}`)).toBeVisible();

  await page.goto("/home");
  await expect(page.getByText("1 of 3 done")).toBeVisible();
  await page.getByRole("link", { name: "Go to recovery" }).click();
  await page.getByRole("button", { name: "Make recovery codes" }).click();
  await expect(page.getByRole("main").getByText(/^[0-9A-Z]{4}(-[0-9A-Z]{4}){3}$/)).toHaveCount(10);

  await page.goto("/home");
  await expect(page.getByText("2 of 3 done")).toBeVisible();
  await page.getByRole("link", { name: "Go to your passkeys" }).click();
  await page.waitForURL("/account/passkeys");
  await laptop.remove();
  await authenticators.add(page, { transport: "usb" });
  await page.getByRole("button", { name: "Add a passkey" }).click();
  await expect(page.getByText("Passkey added")).toBeVisible();
  await page.getByRole("link", { name: "Home" }).first().click();
  await expect(page.getByRole("heading", { level: 1 })).toHaveText("Hello");
  await expect(steps).toHaveCount(0);
});

test("the worked example answers who is signed in, and tells who is no longer", async ({
  page,
  context,
  authenticators,
}) => {
  await withoutAutofill(page);
  await authenticators.add(page);
  await signUp(page, newEmail());
  await page.goto("/home/example");
  const ask = page.getByRole("button", { name: "Ask the protected handler" });
  await ask.click();
  await expect(page.getByText(/^It answered: this session began /)).toBeVisible();
  await context.clearCookies();
  await ask.click();
  await expect(page.getByText("You are signed out")).toBeVisible();
  await expect(page.getByText(/^It answered/)).toHaveCount(0);
  await page.goto("/home/example");
  await expect(page).toHaveURL("/sign-in?next=%2Fhome%2Fexample");
});

test("activity shows what was done and what was refused, page by page", async ({
  page,
  authenticators,
}) => {
  await withoutAutofill(page);
  const laptop = await authenticators.add(page);
  await signUp(page, newEmail());
  for (let count = 1; count <= 30; count += 1) {
    await page.request.patch("/api/account", {
      headers: { origin: new URL(page.url()).origin },
      data: { name: `Name ${count}` },
    });
  }
  await signOut(page);
  await page.goto("/sign-in");
  await laptop.setFaults({ isBogusSignature: true });
  await page.getByRole("button", { name: "Sign in with a passkey" }).click();
  await expect(page.getByText("Sign-in did not succeed")).toBeVisible();
  await laptop.setFaults({});
  await page.getByRole("button", { name: "Sign in with a passkey" }).click();
  await page.waitForURL("/home");
  await page.goto("/account/activity");
  const rows = page.getByRole("main").getByRole("listitem");
  await expect(rows.nth(0)).toContainText("Signed in");
  await expect(rows.nth(0)).toContainText("With Chrome on Linux");
  await expect(rows.nth(0)).toContainText(/\(\w+ \d+, 20\d\d, /);
  await expect(rows.nth(1)).toContainText("A sign-in was refused");
  await expect(rows.nth(2)).toContainText("Signed out");
  await expect(rows).toHaveCount(30);
  await page.getByRole("link", { name: "Show older" }).click();
  await expect(rows.last()).toContainText("The account was created");
  await expect(page.getByRole("link", { name: "Show older" })).toHaveCount(0);
  await page.getByRole("link", { name: "Back to the newest" }).click();
  await expect(rows.nth(1)).toContainText("A sign-in was refused");
});

test("an account is deleted by its owner alone, by name, and nothing opens it any more", async ({
  page,
  authenticators,
}) => {
  await withoutAutofill(page);
  const laptop = await authenticators.add(page);
  const email = newEmail();
  await signUp(page, email);
  await page.goto("/account/delete");
  const act = page.getByRole("button", { name: "Delete the account" });
  await act.click();
  const dialog = page.getByRole("alertdialog", { name: `Delete the account of ${email}?` });
  await expect(dialog.getByRole("button", { name: "Keep it" })).toBeFocused();
  await page.keyboard.press("Escape");
  await expect(dialog).toHaveCount(0);
  await page.reload();
  await expect(act).toBeVisible();
  await act.click();
  await dialog.getByRole("button", { name: "Delete for good" }).click();
  await page.waitForURL("/account-deleted");
  await expect(page.getByRole("heading", { level: 1 })).toHaveText("Your account was deleted");
  // The password manager was told, and forgot it.
  expect(await laptop.passkeys()).toEqual([]);
  await page.goto("/home");
  await expect(page).toHaveURL("/sign-in");
});

test("an account that could not be deleted is there still, and says why", async ({
  page,
  authenticators,
}) => {
  const laptop = await authenticators.add(page);
  await signUp(page, newEmail());
  await page.route("**/api/account", (route) => route.abort());
  await page.goto("/account/delete");
  await page.getByRole("button", { name: "Delete the account" }).click();
  await page.getByRole("button", { name: "Delete for good" }).click();
  await expect(page.getByText("We could not be reached")).toBeVisible();
  expect(await laptop.passkeys()).toHaveLength(1);
  await page.goto("/home");
  await expect(page).toHaveURL("/home");
});

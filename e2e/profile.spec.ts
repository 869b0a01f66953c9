import { expect, test } from "./support/fixtures.ts";
import { newEmail, signUp } from "./support/sign-up.ts";

test("a new name is kept, and told to the password manager", async ({ page, authenticators }) => {
  const laptop = await authenticators.add(page);
  const email = newEmail();
  await signUp(page, email);
  await page.getByRole("link", { name: "Profile" }).click();
  const field = page.getByLabel("Name", { exact: true });
  await expect(field).toHaveValue("");
  await field.fill("  Ada Lovelace ");
  await page.keyboard.press("Enter");
  await expect(page.getByText("Saved: you are Ada Lovelace")).toBeVisible();
  await expect
    .poll(async () => (await laptop.passkeys()).map((held) => held.userDisplayName))
    .toEqual(["Ada Lovelace"]);
  expect(laptop.events.map(({ kind }) => kind)).toContain("updated");
  await page.reload();
  await expect(field).toHaveValue("Ada Lovelace");
  await field.fill("");
  await page.getByRole("button", { name: "Save" }).click();
  await expect(page.getByText("Saved: no name")).toBeVisible();
  await expect
    .poll(async () => (await laptop.passkeys()).map((held) => held.userDisplayName))
    .toEqual([email]);
});

test("a name that is none is told at its field, and nothing is signalled", async ({
  page,
  authenticators,
}) => {
  const laptop = await authenticators.add(page);
  await signUp(page, newEmail());
  await page.goto("/account/profile");
  await page.getByLabel("Name", { exact: true }).fill("x".repeat(65));
  await page.getByRole("button", { name: "Save" }).click();
  await expect(page.getByText("Use at most 64 characters")).toBeVisible();
  await expect(page.getByLabel("Name", { exact: true })).toBeFocused();
  expect(laptop.events.map(({ kind }) => kind)).not.toContain("updated");
});

test("who is signed out comes back to the profile after the sign-in", async ({
  page,
  authenticators,
}) => {
  await authenticators.add(page);
  await signUp(page, newEmail());
  await page.context().clearCookies();
  await page.goto("/account/profile");
  await page.waitForURL("/account/profile");
  await expect(page.getByRole("heading", { name: "Profile" })).toBeVisible();
});

test("a copy of what is kept is downloaded", async ({ page, authenticators }) => {
  await authenticators.add(page);
  const email = newEmail();
  await signUp(page, email);
  await page.goto("/account/profile");
  const waiting = page.waitForEvent("download");
  await page.getByRole("button", { name: "Download a copy" }).click();
  const file = await (await waiting).createReadStream();
  const copy = JSON.parse((await file.toArray()).join(""));
  expect(copy.account.email).toBe(email);
  await expect(page.getByText("Your copy was downloaded")).toBeVisible();
});

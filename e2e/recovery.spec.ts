import { expect, test } from "./support/fixtures.ts";
import { newEmail, signOut, signUp, withoutAutofill } from "./support/sign-up.ts";

const code = /^[0-9A-Z]{4}(-[0-9A-Z]{4}){3}$/;

test("recovery codes are made, kept on paper, and open the way to a new passkey", async ({
  page,
  authenticators,
}) => {
  await withoutAutofill(page);
  const lost = await authenticators.add(page);
  const email = newEmail();
  await signUp(page, email);
  await page.goto("/account/recovery");
  await expect(page.getByText("One loss could lock you out")).toBeVisible();
  await page.getByRole("button", { name: "Make recovery codes" }).click();
  await expect(page.getByText("They are shown this once")).toBeFocused();
  const codes = await page.getByRole("main").getByText(code).allTextContents();
  expect(codes).toHaveLength(10);
  const waiting = page.waitForEvent("download");
  await page.getByRole("link", { name: "Download" }).click();
  const file = await (await waiting).createReadStream();
  const text = (await file.toArray()).join("");
  for (const one of codes) expect(text).toContain(one);
  expect(text).toContain(email);
  await page.reload();
  await expect(page.getByText("10 codes are left")).toBeVisible();
  await expect(page.getByText(code)).toHaveCount(0);
  await signOut(page);
  await lost.remove();

  await page.goto("/sign-in");
  await page.getByRole("link", { name: "Get back in" }).click();
  await page.getByLabel("Recovery code").fill("0000-0000-0000-0000");
  await page.keyboard.press("Enter");
  await expect(page.getByText("The code is not right")).toBeVisible();
  await page.getByLabel("Recovery code").fill(codes[4]?.toLowerCase().replaceAll("-", " ") ?? "");
  await page.keyboard.press("Enter");
  await page.waitForURL("/recover/passkey");
  // Nothing else is open to who got in so.
  await page.goto("/account/passkeys");
  await page.waitForURL("/recover/passkey");
  const phone = await authenticators.add(page);
  await page.getByRole("button", { name: "Create a passkey" }).click();
  await page.waitForURL("/recover/review");
  expect(await phone.passkeys()).toHaveLength(1);
  const old = page.getByRole("checkbox", { name: "Chrome on Linux" });
  await expect(old).toBeChecked();
  await old.uncheck();
  await page.getByRole("button", { name: "Done" }).click();
  await page.waitForURL("/account/recovery");
  await expect(page.getByRole("button", { name: "Make recovery codes" })).toBeVisible();
  await expect(page.getByText("Chrome on Linux 2")).toBeVisible();
  await expect(page.getByText("Chrome on Linux", { exact: true })).toHaveCount(0);
});

test("who got in by a code may leave without a passkey", async ({ page, authenticators }) => {
  await withoutAutofill(page);
  await authenticators.add(page);
  await signUp(page, newEmail());
  await page.goto("/account/recovery");
  await page.getByRole("button", { name: "Make recovery codes" }).click();
  await expect(page.getByText("They are shown this once")).toBeFocused();
  const [one = ""] = await page.getByRole("main").getByText(code).allTextContents();
  await signOut(page);
  await page.goto("/recover");
  await page.getByLabel("Recovery code").fill(one);
  await page.keyboard.press("Enter");
  await page.getByRole("button", { name: "Not now, leave" }).click();
  await page.waitForURL("/");
  await page.goto("/recover/passkey");
  await expect(page).toHaveURL("/recover");
});

import { expect, test } from "./support/fixtures.ts";
import { newEmail, signOut, signUp, withoutAutofill } from "./support/sign-up.ts";

test("sign up, sign out, sign in by the button with nothing typed", async ({
  page,
  authenticators,
}) => {
  await withoutAutofill(page);
  const device = await authenticators.add(page);
  const email = newEmail();
  await page.goto("/");
  await page.getByRole("link", { name: "Create an account" }).first().click();
  await page.getByLabel("E-mail").fill(email);
  await page.getByRole("button", { name: "Create account" }).click();
  await page.waitForURL("/home");
  await expect(page.getByText(`Signed in as ${email}`)).toBeVisible();
  expect(await device.passkeys()).toHaveLength(1);

  await signOut(page);
  await page.goto("/account/passkeys");
  await page.waitForURL("/sign-in?next=%2Faccount%2Fpasskeys");
  await page.getByRole("button", { name: "Sign in with a passkey" }).click();
  await page.waitForURL("/account/passkeys");
  await expect(page.getByText(`Signed in as ${email}`)).toBeVisible();
});

test("sign in by autofill, without a press of the button", async ({ page, authenticators }) => {
  await authenticators.add(page);
  const email = newEmail();
  await signUp(page, email);
  await signOut(page);
  await page.goto("/sign-in");
  await page.waitForURL("/home");
  await expect(page.getByText(email)).toBeVisible();
});

test("the button takes the place of an autofill that waits", async ({ page, authenticators }) => {
  await authenticators.add(page);
  await signUp(page, newEmail());
  await signOut(page);
  // Nobody chooses from the autofill, which the virtual authenticator would do at once.
  await page.addInitScript(() => {
    const { credentials } = navigator;
    const open = credentials.get.bind(credentials);
    credentials.get = (options) => {
      if (options?.mediation !== "conditional") return open(options);
      document.documentElement.dataset.autofill = "waits";
      return new Promise((_, reject) => {
        options.signal?.addEventListener("abort", () => {
          sessionStorage.setItem("autofill", "over");
          reject(options.signal?.reason);
        });
      });
    };
  });
  await page.goto("/sign-in");
  await page.locator("html[data-autofill=waits]").waitFor();
  await page.getByRole("button", { name: "Sign in with a passkey" }).click();
  await page.waitForURL("/home");
  expect(await page.evaluate(() => sessionStorage.getItem("autofill"))).toBe("over");
});

test("who is signed in is led on from sign-up and sign-in", async ({ page, authenticators }) => {
  await authenticators.add(page);
  await signUp(page, newEmail());
  for (const path of ["/sign-in", "/sign-up"]) {
    await page.goto(path);
    await expect(page).toHaveURL("/home");
  }
});

test("an address that is none is told at its field, and nothing is made", async ({
  page,
  authenticators,
}) => {
  const device = await authenticators.add(page);
  await page.goto("/sign-up");
  await page.getByLabel("E-mail").fill("ada");
  await page.getByRole("button", { name: "Create account" }).click();
  await expect(page.getByText("Enter an e-mail address such as ada@example.com")).toBeVisible();
  await expect(page.getByLabel("E-mail")).toBeFocused();
  expect(await device.passkeys()).toEqual([]);
});

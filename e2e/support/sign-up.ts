import { randomBytes } from "node:crypto";
import type { Page } from "playwright/test";

/** An address that no other test uses. */
export const newEmail = () => `${randomBytes(6).toString("hex")}@example.com`;

/** Signs up on a page that has an authenticator, and waits until the person is at their passkeys. */
export async function signUp(page: Page, email: string): Promise<void> {
  await page.goto("/sign-up?next=/account/passkeys");
  await page.getByLabel("E-mail").fill(email);
  await page.getByRole("button", { name: "Create account" }).click();
  await page.waitForURL("/account/passkeys");
}

/** Leaves the browser without autofill of passkeys, as an older one is: only the button is left. */
export async function withoutAutofill(page: Page): Promise<void> {
  await page.addInitScript(() => {
    PublicKeyCredential.isConditionalMediationAvailable = async () => false;
  });
}

/** Signs out, and waits for the front page. */
export async function signOut(page: Page): Promise<void> {
  await page.getByRole("button", { name: "Sign out" }).click();
  await page.waitForURL("/");
}

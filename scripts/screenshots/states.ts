import type { Page } from "playwright";
import { withoutAutofill } from "#e2e/support/sign-up.ts";

/** Tries to sign in, and closes the passkey window. */
export async function closePasskeyWindow(page: Page): Promise<void> {
  await withoutAutofill(page);
  await page.addInitScript(() => {
    // Chromium's virtual authenticators refuse at once or never; a person takes a moment.
    navigator.credentials.get = () =>
      new Promise((_, reject) => {
        setTimeout(() => reject(new DOMException("", "NotAllowedError")), 700);
      });
  });
  await page.reload();
  await page.getByRole("button", { name: "Sign in with a passkey" }).click();
  await page.getByText("The passkey window was closed").waitFor();
}

/** Goes to give a passkey another name. */
export async function offerRename(page: Page): Promise<void> {
  await page.getByRole("button", { name: "Rename Work laptop" }).click();
  await page.getByLabel("New name for Work laptop").waitFor();
}

/** Is asked whether to remove a passkey. */
export async function offerRemoval(page: Page): Promise<void> {
  await page.getByRole("button", { name: "Remove Work laptop" }).click();
  await page.getByRole("alertdialog").waitFor();
}

/** Is asked for a passkey once more, as after five minutes; nothing is removed. */
export async function offerStepUp(page: Page): Promise<void> {
  await page.route("**/api/passkeys/*", (route) =>
    route.fulfill({ status: 403, json: { code: "step-up-required" } }),
  );
  await offerRemoval(page);
  await page.getByRole("alertdialog").getByRole("button", { name: "Remove" }).click();
  await page.getByRole("alertdialog", { name: "Confirm that it's you" }).waitFor();
}

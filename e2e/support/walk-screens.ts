import { randomBytes } from "node:crypto";
import type { Page } from "playwright/test";
import { expect } from "./fixtures.ts";
import { operateGate } from "./operate.ts";
import { signInElsewhere } from "./sign-in-elsewhere.ts";
import { newEmail, signUp, withoutAutofill } from "./sign-up.ts";
import type { Authenticators } from "./virtual-authenticator.ts";

/** Looks at the page as it stands, and is told what it shows. */
export type Look = (screen: string) => Promise<void>;

const open = async (page: Page, path: string) => {
  await page.goto(path);
  await expect(page.getByRole("heading", { level: 1 })).toBeVisible();
};

const button = (page: Page, name: string | RegExp) =>
  page.getByRole("button", { name, exact: true });

/** Presses the button that opens a dialog, looks at it, and closes it again. */
const lookAtDialog = async (page: Page, trigger: string | RegExp, look: Look) => {
  await button(page, trigger).click();
  const dialog = page.getByRole("alertdialog");
  await expect(dialog.locator(":focus")).toHaveCount(1);
  await look(`the dialog of ${trigger}`);
  await page.keyboard.press("Escape");
  await expect(dialog).toBeHidden();
};

/** Goes through all that somebody can see who is signed out, states of the forms included. */
export async function walkPublicScreens(
  page: Page,
  authenticators: Authenticators,
  look: Look,
): Promise<void> {
  await withoutAutofill(page);
  await authenticators.add(page);
  for (const path of [
    "/",
    "/help",
    "/no/such/page",
    "/offline",
    "/account-deleted",
    "/gate/unknown",
  ]) {
    await open(page, path);
    await look(path);
  }

  await open(page, "/sign-in");
  await look("/sign-in");
  await button(page, "Sign in with a passkey").click();
  await expect(button(page, "Use a phone or security key")).toBeVisible();
  await look("/sign-in after a failure");

  const ways = ["", "/by-mail", "/codes", "/mail", "/operator"].map((way) => `/recover${way}`);
  for (const path of [...ways, "/stop-recovery"]) {
    await open(page, path);
    await look(path);
  }
  await open(page, "/recover/by-mail");
  await button(page, "Send a mail").click();
  await expect(page.getByText("Enter an e-mail address")).toBeVisible();
  await look("/recover/by-mail with a fault");
  await page.getByLabel("E-mail").fill(newEmail());
  await button(page, "Send a mail").click();
  await expect(page.getByText("a mail is on its way")).toBeVisible();
  await look("/recover/by-mail once asked");
  await open(page, "/recover/operator");
  await page.getByLabel("E-mail").fill(newEmail());
  await button(page, "Send the request").click();
  await expect(page.getByText("Write a few words")).toBeVisible();
  await look("/recover/operator with a fault");

  await open(page, "/sign-up");
  await look("/sign-up");
  await button(page, "Create account").click();
  await expect(page.getByText("Enter an e-mail address")).toBeVisible();
  await look("/sign-up with a fault");
}

const walkPasskeys = async (page: Page, look: Look) => {
  await button(page, "Rename Security key").click();
  await look("the form that renames a passkey");
  await button(page, "Cancel").click();
  await lookAtDialog(page, "Remove Security key", look);
  await page.getByText("Choose where to keep a new passkey").click();
  await look("/account/passkeys with the choices open");
  // What the server says once the last use of a passkey is too old: waiting for that takes minutes.
  await page.route("**/api/webauthn/registration/options", (route) =>
    route.fulfill({
      status: 403,
      contentType: "application/problem+json",
      json: { code: "step-up-required", status: 403, title: "", detail: "", requestId: "x" },
    }),
  );
  await lookAtDialog(page, "Add a passkey", look);
  await look("/account/passkeys after a failure");
};

/** What somebody sees on the way to a service that wants more of them. */
const walkGate = async (page: Page, look: Look) => {
  const name = randomBytes(4).toString("hex");
  const host = `${name}.localhost:8080`;
  await operateGate(new URL(page.url()).origin, "service", "add", name, "--host", host);
  const query = new URLSearchParams({ return_to: `http://${host}/` });
  for (const path of ["/gate/confirm", "/gate/no-access"]) {
    await open(page, `${path}?${query}`);
    await expect(page.getByText(host)).toBeVisible();
    await look(path);
  }
  await open(page, "/.latchkey/start");
  await look("/.latchkey/start where no service is");
};

/** Signs up and goes through all that somebody can see who is signed in, dialogs included. */
export async function walkProductScreens(
  page: Page,
  authenticators: Authenticators,
  look: Look,
): Promise<void> {
  const laptop = await authenticators.add(page);
  const email = newEmail();
  await signUp(page, email);
  await look("/account/passkeys with one passkey");
  await lookAtDialog(page, "Remove Chrome on Linux", look);

  const places = ["profile", "recovery", "activity", "delete"].map((name) => `/account/${name}`);
  for (const path of ["/home", "/home/example", "/account", ...places, "/passkey-here"]) {
    await open(page, path);
    await look(path);
    if (path === "/account/delete") {
      await lookAtDialog(page, "Delete the account", look);
    }
  }

  await walkGate(page, look);

  await signInElsewhere(page, authenticators, laptop);
  await authenticators.add(page, { transport: "usb" });
  await open(page, "/account/passkeys");
  await button(page, "Add a passkey").click();
  await expect(page.getByText("Passkey added: Security key")).toBeVisible();
  await look("/account/passkeys with two passkeys");
  await walkPasskeys(page, look);

  await open(page, "/account/sessions");
  await look("/account/sessions");
  await lookAtDialog(page, "End all others", look);
  await lookAtDialog(page, /^End the session/, look);
  await open(page, "/account/recovery");
  await look("/account/recovery with two passkeys");

  await open(page, "/recover/operator");
  await page.getByLabel("E-mail").fill(email);
  await page.getByLabel("How can you show that it is you?").fill("Nobody else knows my number.");
  await button(page, "Send the request").click();
  await expect(page.getByText("your request is with the people")).toBeVisible();
  await look("/recover/operator once asked");
  await open(page, "/home");
  await expect(page.getByText("Somebody asked to recover this account")).toBeVisible();
  await look("/home while a recovery is under way");
}

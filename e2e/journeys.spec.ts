import type { PublicKeyCredentialCreationOptionsJSON } from "@simplewebauthn/server";
import type { Page } from "playwright/test";
import { expect, test } from "./support/fixtures.ts";
import { newEmail, signOut, signUp, withoutAutofill } from "./support/sign-up.ts";
import { SoftwareAuthenticator } from "./support/software-authenticator.ts";

const options = "/api/webauthn/registration/options";
const verification = "/api/webauthn/registration/verification";
const verificationOfSignIn = "**/api/webauthn/authentication/verification";

/** Adds a passkey by the API, with the session of the page. */
const addByApi = async (page: Page) => {
  const { origin } = new URL(page.url());
  const headers = { origin, "content-type": "application/json" };
  const begun = await (await page.request.post(options, { headers, data: {} })).json();
  const key = new SoftwareAuthenticator({ origin });
  const response = await key.create(begun.options as PublicKeyCredentialCreationOptionsJSON);
  const data = { ceremony: begun.ceremony, response };
  return (await page.request.post(verification, { headers, data })).status();
};

test("two tabs with open ceremonies both succeed", async ({ page, context, authenticators }) => {
  await withoutAutofill(page);
  const laptop = await authenticators.add(page);
  await signUp(page, newEmail());
  await signOut(page);
  const [held] = await laptop.passkeys();
  if (!held) throw new Error("the laptop holds no passkey");
  const second = await context.newPage();
  await withoutAutofill(second);
  const twin = await authenticators.add(second);
  // One device in truth, so its counter goes on where the first tab's use leaves it.
  await twin.putPasskey({ ...held, signCount: held.signCount + 1 });

  // The answers are held back until both ceremonies are open, and then go in the counter's order.
  const held1 = Promise.withResolvers<void>();
  const held2 = Promise.withResolvers<void>();
  await page.route(verificationOfSignIn, (route) => held1.promise.then(() => route.continue()));
  await second.route(verificationOfSignIn, (route) => held2.promise.then(() => route.continue()));
  const tabs = [page, second];
  const asked = tabs.map((tab) => tab.waitForRequest(verificationOfSignIn));
  for (const tab of tabs) {
    await tab.goto("/sign-in");
    await tab.getByRole("button", { name: "Sign in with a passkey" }).click();
  }
  await Promise.all(asked);
  held1.resolve();
  await page.waitForURL("/home");
  held2.resolve();
  await second.waitForURL("/home");
});

test("a passkey that was deleted from its device opens nothing, and words say what to do", async ({
  page,
  authenticators,
}) => {
  await withoutAutofill(page);
  const laptop = await authenticators.add(page);
  await signUp(page, newEmail());
  const [held] = await laptop.passkeys();
  await signOut(page);
  await laptop.removePasskey(held?.credentialId ?? "");
  await page.goto("/sign-in");
  const button = page.getByRole("button", { name: "Sign in with a passkey" });
  await button.click();
  await expect(page.getByText(/The passkey window (did not open|was closed)/)).toBeVisible();
  await expect(page).toHaveURL("/sign-in");
  await expect(button).toBeEnabled();
  if (held) await laptop.putPasskey(held);
  await button.click();
  await page.waitForURL("/home");
});

test("a full key says that nothing was made, and makes no account", async ({
  page,
  authenticators,
}) => {
  await withoutAutofill(page);
  const key = await authenticators.add(page, { transport: "usb" });
  // Chromium's virtual key has room for three.
  for (let made = 0; made < 3; made += 1) {
    await signUp(page, newEmail());
    await signOut(page);
  }
  await page.goto("/sign-up");
  await page.getByLabel("E-mail").fill(newEmail());
  await page.getByRole("button", { name: "Create account" }).click();
  await expect(page.getByText("No passkey was created")).toBeVisible();
  expect(await key.passkeys()).toHaveLength(3);
  await expect(page).toHaveURL("/sign-up");
});

test("an account that has twenty passkeys is told so, and what to do", async ({
  page,
  authenticators,
}) => {
  const laptop = await authenticators.add(page);
  await signUp(page, newEmail());
  for (let held = 1; held < 20; held += 1) expect(await addByApi(page)).toBe(201);
  await page.reload();
  await laptop.remove();
  const key = await authenticators.add(page, { transport: "usb" });
  await page.getByRole("button", { name: "Add a passkey" }).click();
  await expect(page.getByText("The account has as many passkeys as it can")).toBeVisible();
  expect(await key.passkeys()).toEqual([]);
});

test("a sign-in tells the browser which passkeys are left, wherever it leads", async ({
  page,
  authenticators,
}) => {
  await withoutAutofill(page);
  await authenticators.add(page);
  await signUp(page, newEmail());
  const key = await authenticators.add(page, { transport: "usb" });
  await page.getByText("Choose where to keep a new passkey").click();
  await page.getByRole("button", { name: "Security key" }).click();
  await expect(page.getByText("Passkey added: Security key")).toBeVisible();
  const { passkeys } = await (await page.request.get("/api/passkeys")).json();
  const { origin } = new URL(page.url());
  const headers = { origin, "content-type": "application/json" };
  const revoked = await page.request.delete(`/api/passkeys/${passkeys[1].id}`, { headers });
  expect(revoked.status()).toBe(204);
  expect(await key.passkeys()).toHaveLength(1);
  // The key stays plugged in, but nobody touches it: the laptop answers.
  await key.setPresent(false);
  await signOut(page);
  await page.goto("/sign-in?next=/account/profile");
  await page.getByRole("button", { name: "Sign in with a passkey" }).click();
  await page.waitForURL("/account/profile");
  await expect.poll(() => key.passkeys()).toEqual([]);
});

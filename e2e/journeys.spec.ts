import type { PublicKeyCredentialCreationOptionsJSON } from "@simplewebauthn/server";
import type { Page } from "playwright/test";
import { expect, test } from "./support/fixtures.ts";
import { newEmail, signOut, signUp, withoutAutofill } from "./support/sign-up.ts";
import { SoftwareAuthenticator } from "./support/software-authenticator.ts";

const options = "/api/webauthn/registration/options";
const verification = "/api/webauthn/registration/verification";

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
  const second = await context.newPage();
  await withoutAutofill(second);
  const twin = await authenticators.add(second);
  if (held) await twin.putPasskey(held);

  const waiting: (() => void)[] = [];
  await context.route("**/api/webauthn/authentication/verification", async (route) => {
    // Both answers are held back until both ceremonies are open.
    const both = new Promise<void>((resolve) => void waiting.push(resolve));
    if (waiting.length === 2) for (const go of waiting) go();
    await both;
    await route.continue();
  });
  const answers = [page, second].map((tab) =>
    tab.waitForResponse("**/api/webauthn/authentication/verification"),
  );
  for (const tab of [page, second]) {
    await tab.goto("/sign-in");
    await tab.getByRole("button", { name: "Sign in with a passkey" }).click();
  }
  for (const answer of answers) expect((await answer).status()).toBe(200);
  for (const tab of [page, second]) await tab.waitForURL("/account/passkeys");
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
  await page.waitForURL("/account/passkeys");
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

import type { Page } from "playwright/test";
import { expect, test } from "./support/fixtures.ts";
import { newEmail, signOut, signUp, withoutAutofill } from "./support/sign-up.ts";

const signInButton = (page: Page) => page.getByRole("button", { name: "Sign in with a passkey" });
const offer = (page: Page) => page.getByRole("heading", { name: "Sign in faster here next time?" });

test.describe("the header of the front page", () => {
  /** Notes the mode that is asked for, and marks the page once it knows what the browser can do. */
  const noteMode = (page: Page, immediateGet: boolean) =>
    page.addInitScript((immediateGet) => {
      const { credentials } = navigator;
      const open = credentials.get.bind(credentials);
      PublicKeyCredential.getClientCapabilities = async () => {
        setTimeout(() => Object.assign(document.documentElement.dataset, { knows: "yes" }));
        return { immediateGet };
      };
      credentials.get = async (options) => {
        const { uiMode }: { uiMode?: string } = Object(options);
        sessionStorage.setItem("uiMode", String(uiMode));
        return await open(options);
      };
    }, immediateGet);

  const askedMode = (page: Page) => page.evaluate(() => sessionStorage.getItem("uiMode"));
  const pressSignIn = async (page: Page) => {
    await page.goto("/");
    await page.locator("html[data-knows]").waitFor();
    await page.getByRole("banner").getByRole("link", { name: "Sign in" }).click();
  };

  test("signs in at once where the browser can", async ({ page, authenticators }) => {
    await authenticators.add(page);
    await signUp(page, newEmail());
    await signOut(page);
    await noteMode(page, true);
    const visited: string[] = [];
    page.on("framenavigated", (frame) => visited.push(new URL(frame.url()).pathname));
    await pressSignIn(page);
    await page.waitForURL("/home");
    expect(await askedMode(page)).toBe("immediate");
    expect(visited).not.toContain("/sign-in");
  });

  test("falls through in silence when this device holds none", async ({ page, authenticators }) => {
    await withoutAutofill(page);
    await noteMode(page, true);
    await authenticators.add(page);
    await pressSignIn(page);
    await expect(page).toHaveURL("/sign-in");
    expect(await askedMode(page)).toBe("immediate");
    await expect(page.getByRole("main").getByRole("status")).toBeEmpty();
  });

  test("leads to the sign-in page elsewhere", async ({ page }) => {
    await withoutAutofill(page);
    await noteMode(page, false);
    await pressSignIn(page);
    await expect(page).toHaveURL("/sign-in");
    expect(await askedMode(page)).toBeNull();
  });
});

test("a sign-in from a phone is followed by the offer of a passkey here, once in 30 days", async ({
  page,
  authenticators,
}) => {
  await withoutAutofill(page);
  const phone = await authenticators.add(page, { transport: "hybrid" });
  await signUp(page, newEmail());
  await signOut(page);
  const here = await authenticators.add(page);

  await page.goto("/sign-in?next=%2Fhome%3Ffrom%3Dmail");
  await signInButton(page).click();
  await expect(offer(page)).toBeVisible();
  await page.getByRole("button", { name: "Not now" }).click();
  await expect(page).toHaveURL("/home?from=mail");

  await signOut(page);
  await page.goto("/sign-in");
  await signInButton(page).click();
  await expect(page).toHaveURL("/home");

  await signOut(page);
  await page.evaluate(() => {
    const thirtyDays = 30 * 24 * 3600 * 1000;
    for (const [key, at] of Object.entries(localStorage)) {
      localStorage.setItem(key, String(Number(at) - thirtyDays));
    }
  });
  await page.goto("/sign-in");
  await signInButton(page).click();
  await expect(offer(page)).toBeVisible();
  const held = await phone.passkeys();
  await phone.remove();
  await page.getByRole("button", { name: "Create a passkey here" }).click();
  await expect(page).toHaveURL("/home");
  expect(await here.passkeys()).toHaveLength(1);

  // From the phone once more: there is one here already.
  await here.remove();
  await authenticators.add(page);
  const phoneAgain = await authenticators.add(page, { transport: "hybrid" });
  for (const passkey of held) await phoneAgain.putPasskey(passkey);
  await signOut(page);
  await page.goto("/sign-in");
  await signInButton(page).click();
  await expect(page).toHaveURL("/home");
});

test("the offer, where there is a passkey already, says so and leads on", async ({
  page,
  authenticators,
}) => {
  await authenticators.add(page);
  await signUp(page, newEmail());
  await page.goto("/passkey-here?next=%2Fhome%3Ffrom%3Dmail");
  const create = page.getByRole("button", { name: "Create a passkey here" });
  await create.click();
  await expect(page.getByText("You already have a passkey here")).toBeVisible();
  await expect(create).toBeFocused();
  await page.getByRole("button", { name: "Not now" }).click();
  await expect(page).toHaveURL("/home?from=mail");
});

test("the offer is for who is signed in", async ({ page }) => {
  await page.goto("/passkey-here?next=%2Fhome%3Ffrom%3Dmail");
  await expect(page).toHaveURL("/sign-in?next=%2Fhome%3Ffrom%3Dmail");
});

for (const transport of ["internal", "usb"] as const) {
  test(`a sign-in by ${transport} is followed by no offer`, async ({ page, authenticators }) => {
    await withoutAutofill(page);
    await authenticators.add(page, { transport });
    await signUp(page, newEmail());
    await signOut(page);
    await page.goto("/sign-in");
    await signInButton(page).click();
    await expect(page).toHaveURL("/home");
  });
}

test("next= is followed from sign-in and sign-up, over to the other page too", async ({
  page,
  authenticators,
}) => {
  await withoutAutofill(page);
  await authenticators.add(page);
  const next = "/home?from=mail";
  await page.goto(`/sign-in?next=${encodeURIComponent(next)}`);
  await page.getByRole("main").getByRole("link", { name: "Create an account" }).click();
  await page.getByRole("button", { name: "Create account" }).waitFor();
  await page.getByLabel("E-mail").fill(newEmail());
  await page.getByRole("button", { name: "Create account" }).click();
  await expect(page).toHaveURL(next);
  await signOut(page);
  await page.goto(`/sign-up?next=${encodeURIComponent(next)}`);
  await page.getByRole("main").getByRole("link", { name: "Sign in" }).click();
  await signInButton(page).click();
  await expect(page).toHaveURL(next);
  await page.goto(`/sign-in?next=${encodeURIComponent(next)}`);
  await expect(page).toHaveURL(next);
});

test("a hostile next= is dropped, after a sign-in and when signed in", async ({
  page,
  authenticators,
}) => {
  await withoutAutofill(page);
  await authenticators.add(page);
  await signUp(page, newEmail());
  for (const next of [
    "//evil.example",
    "/\\evil.example",
    "https://evil.example",
    "javascript:alert(1)",
    "/%2Fevil.example",
    "/\t/evil.example",
    "/.//evil.example",
  ]) {
    await page.goto(`/sign-in?next=${encodeURIComponent(next)}`);
    await expect(page, next).toHaveURL("/home");
  }
  await signOut(page);
  await page.goto("/sign-in?next=javascript:document.write(1)");
  await signInButton(page).click();
  await expect(page).toHaveURL("/home");
});

test.describe("a passkey that the account no longer has", () => {
  test("is told to the password manager, which forgets it", async ({ page, authenticators }) => {
    await withoutAutofill(page);
    const laptop = await authenticators.add(page);
    await signUp(page, newEmail());
    await laptop.remove();
    const key = await authenticators.add(page, { transport: "usb" });
    await page.goto("/passkey-here");
    await page.getByRole("button", { name: "Create a passkey here" }).click();
    await expect(page).toHaveURL("/home");
    const [made] = await key.passkeys();

    const origin = new URL(page.url()).origin;
    const headers = { origin, "content-type": "application/json" };
    const { passkeys } = await (await page.request.get("/api/passkeys")).json();
    const added = passkeys.find(({ current }: { current: boolean }) => !current);
    const revoked = await page.request.delete(`/api/passkeys/${added.id}`, { headers });
    expect(revoked.status()).toBe(204);
    await signOut(page);

    await page.goto("/sign-in");
    // Not known to have gone while the server can't be asked.
    const verification = "**/api/webauthn/authentication/verification";
    await page.route(verification, (route) => route.abort());
    await signInButton(page).click();
    await expect(page.getByText("We could not be reached")).toBeVisible();
    expect(await key.passkeys()).toHaveLength(1);
    await page.unroute(verification);

    await signInButton(page).click();
    await expect(page.getByText("This passkey is no longer known here")).toBeVisible();
    await expect.poll(() => key.passkeys()).toEqual([]);
    expect(key.events).toContainEqual({ kind: "deleted", id: made?.credentialId });
  });

  test("is not mistaken for one that failed a check", async ({ page, authenticators }) => {
    await withoutAutofill(page);
    const device = await authenticators.add(page);
    await signUp(page, newEmail());
    await signOut(page);
    await page.goto("/sign-in");
    await device.setFaults({ isBogusSignature: true });
    await signInButton(page).click();
    await expect(page.getByText("Sign-in did not succeed")).toBeVisible();
    expect(await device.passkeys()).toHaveLength(1);
  });
});

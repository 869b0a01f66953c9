import type { Page } from "playwright/test";
import { expect } from "./fixtures.ts";
import { newEmail, signUp, withoutAutofill } from "./sign-up.ts";
import type { Authenticators } from "./virtual-authenticator.ts";
import type { Look } from "./walk-screens.ts";

const code = /^[0-9A-HJKMNP-TV-Z]{4}-[0-9A-HJKMNP-TV-Z]{4}$/;
const press = (page: Page, name: string) => page.getByRole("button", { name, exact: true }).click();
const words = (page: Page) => page.getByRole("region", { name: "The two words" });

/** A page of another browser at the same site. */
const openElsewhere = async (page: Page) => {
  const context = await page
    .context()
    .browser()
    ?.newContext({ baseURL: new URL(page.url()).origin });
  if (!context) throw new Error("the page has no browser");
  const elsewhere = await context.newPage();
  await elsewhere.goto("/help");
  return elsewhere;
};

/** Calls the API from a page, as its own scripts do. */
const call = (page: Page, path: string, body: object) =>
  page.evaluate(
    async ([target, text]) => {
      const headers = { "Content-Type": "application/json" };
      const answer = await fetch(target, { method: "POST", headers, body: text });
      return (answer.status === 204 ? {} : await answer.json()) as { id: string; code: string };
    },
    [path, JSON.stringify(body)] as const,
  );

const enterCode = async (page: Page, path: string, entered: string) => {
  await page.goto(path);
  await page.getByLabel("Code").fill(entered);
  await press(page, "Go on");
};

/** Goes through what a browser sees that is linked to a device, or let in by one. */
export async function walkLinksSignedOut(
  page: Page,
  authenticators: Authenticators,
  look: Look,
): Promise<void> {
  await page.goto("/link");
  await look("/link");
  await enterCode(page, "/link", "0000-0000");
  await expect(page.getByText("The code is not right")).toBeVisible();
  await look("/link after a failure");

  const elsewhere = await openElsewhere(page);
  await withoutAutofill(elsewhere);
  await authenticators.add(elsewhere);
  await signUp(elsewhere, newEmail());
  const link = await call(elsewhere, "/api/links", { kind: "add-device" });
  await enterCode(page, "/link", link.code);
  await expect(words(page)).toBeVisible();
  await look("/link with two words");
  await call(elsewhere, `/api/links/${link.id}/approve`, {});
  await page.waitForURL("/link/passkey");
  await look("/link/passkey");
  await press(page, "Not now, leave");
  await page.waitForURL("/");

  await page.goto("/approve");
  await look("/approve, signed out");
  await page.goto("/sign-in/phone");
  await expect(page.getByText(code)).toBeVisible();
  await look("/sign-in/phone");
  await enterCode(elsewhere, "/approve", await page.getByText(code).innerText());
  await expect(words(page)).toBeVisible();
  await look("/sign-in/phone with two words");
  await press(elsewhere, "They match: let it in");
  await press(elsewhere, "Use a passkey");
  await page.waitForURL("/home");
  for (const section of ["passkeys", "sessions", "recovery", "profile", "delete"]) {
    await page.goto(`/account/${section}`);
    await expect(page.getByText("You are signed in by your phone")).toBeVisible();
    await look(`/account/${section}, let in by a phone`);
  }
  await elsewhere.context().close();
}

/** Goes through what somebody sees who adds a device, or lets a browser in. */
export async function walkLinksSignedIn(
  page: Page,
  authenticators: Authenticators,
  look: Look,
): Promise<void> {
  await authenticators.add(page);
  await signUp(page, newEmail());
  const elsewhere = await openElsewhere(page);
  await page.goto("/account/passkeys/link");
  await look("/account/passkeys/link");
  await press(page, "Show a code");
  await expect(page.getByText(code)).toBeVisible();
  await look("/account/passkeys/link with a code");
  const shown = await page.getByText(code).innerText();
  await call(elsewhere, "/api/links/join", { kind: "add-device", code: shown });
  await expect(words(page)).toBeVisible();
  await look("/account/passkeys/link with two words");
  await press(page, "They don't match");
  await expect(page.getByText("Refused. Nothing was added")).toBeVisible();
  await look("/account/passkeys/link, refused");

  await page.goto("/approve");
  await look("/approve");
  const asked = await call(elsewhere, "/api/links", { kind: "sign-in" });
  await enterCode(page, "/approve", asked.code);
  await expect(words(page)).toBeVisible();
  await look("/approve with two words");
  await press(page, "They match: let it in");
  const dialog = page.getByRole("alertdialog");
  await expect(dialog.locator(":focus")).toHaveCount(1);
  await look("the passkey that lets a browser in");
  await press(page, "Use a passkey");
  await expect(page.getByText("that browser is in for one hour")).toBeVisible();
  await look("/approve, done");
  await elsewhere.context().close();
}

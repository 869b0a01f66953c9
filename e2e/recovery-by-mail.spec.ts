import type { Page } from "playwright/test";
import { expect, test } from "./support/fixtures.ts";
import { codeIn, tokenIn } from "./support/mail-server.ts";
import { endWait, operate } from "./support/operate.ts";
import { newEmail, signOut, signUp, withoutAutofill } from "./support/sign-up.ts";
import type { Authenticators } from "./support/virtual-authenticator.ts";

const code = /^[0-9A-Z]{4}(-[0-9A-Z]{4}){3}$/;
const asked = "Somebody asked to recover your account";
const banner = "Somebody asked to recover this account";

type Mailbox = { next: (address: string, subject: string) => Promise<{ text?: string }> };

/** Signs up and confirms the address. */
const signUpConfirmed = async (page: Page, mailbox: Mailbox) => {
  const email = newEmail();
  await signUp(page, email);
  await page.goto("/account/profile");
  await page.getByRole("button", { name: "Send a confirmation mail" }).click();
  const mail = await mailbox.next(email, "Confirm your e-mail address");
  await page.getByLabel("Code from the mail").fill(codeIn(mail));
  await page.keyboard.press("Enter");
  await expect(page.getByText(`Confirmed: ${email}`)).toBeVisible();
  return email;
};

const ask = async (page: Page, email: string) => {
  await page.goto("/recover");
  await page.getByRole("link", { name: "I have no code" }).click();
  await page.getByLabel("E-mail").fill(email);
  await page.keyboard.press("Enter");
  await expect(page.getByText("If this address is confirmed for an account")).toBeVisible();
};

test("a recovery that somebody else asked for is seen and stopped by a button", async ({
  page,
  browser,
  baseURL,
  authenticators,
  mailbox,
}) => {
  await authenticators.add(page);
  const email = await signUpConfirmed(page, mailbox);
  const elsewhere = await browser.newContext({ ...(baseURL && { baseURL }) });
  await ask(await elsewhere.newPage(), email);
  await elsewhere.close();
  await mailbox.next(email, asked);

  for (const path of ["/home", "/account/passkeys"]) {
    await page.goto(path);
    await expect(page.getByText(banner)).toBeVisible();
    await expect(page.getByText(/They can create a new passkey from .* UTC on/)).toBeVisible();
  }
  await page.getByRole("button", { name: "Stop it" }).click();
  await expect(page.getByText("Stopped: nobody gets in this way.")).toBeFocused();
  await mailbox.next(email, "The recovery of your account was stopped");
  await page.reload();
  await expect(page.getByText(banner)).toHaveCount(0);
  await page.goto("/account/activity");
  await expect(page.getByText("A recovery of the account was stopped")).toBeVisible();
});

test("and by the link of the mail, which opening does not spend", async ({
  page,
  authenticators,
  mailbox,
}) => {
  await authenticators.add(page);
  const email = await signUpConfirmed(page, mailbox);
  await ask(page, email);
  const link = `/stop-recovery#${tokenIn(await mailbox.next(email, asked), "/stop-recovery")}`;
  await page.goto(link);
  await page.waitForLoadState("networkidle");
  await page.goto("/home");
  await expect(page.getByText(banner)).toBeVisible();
  await page.goto(link);
  await page.getByRole("button", { name: "Stop it" }).click();
  await expect(page.getByText("Stopped: nobody gets in this way.")).toBeVisible();
  await page.goto("/home");
  await expect(page.getByText(banner)).toHaveCount(0);
  await page.goto(link);
  await page.getByRole("button", { name: "Stop it" }).click();
  await expect(page.getByText("The link no longer works")).toBeVisible();
});

test("two codes skip the wait, and old passkeys go unless they are ticked", async ({
  page,
  authenticators,
  mailbox,
}) => {
  await withoutAutofill(page);
  const lost = await authenticators.add(page);
  const email = await signUpConfirmed(page, mailbox);
  await page.goto("/account/recovery");
  await page.getByRole("button", { name: "Make recovery codes" }).click();
  await expect(page.getByText("They are shown this once")).toBeFocused();
  const [one = ""] = await page.getByRole("main").getByText(code).allTextContents();
  await signOut(page);
  await lost.remove();

  await ask(page, email);
  const mail = await mailbox.next(email, asked);
  await page.getByRole("link", { name: "Skip the wait" }).click();
  await page.getByLabel("Code from the mail").fill(codeIn(mail));
  await page.getByLabel("Recovery code").fill("0000-0000-0000-0000");
  await page.keyboard.press("Enter");
  await expect(page.getByText("The code is not right")).toBeVisible();
  await page.getByLabel("Recovery code").fill(one);
  await page.keyboard.press("Enter");
  await page.waitForURL("/recover/passkey");
  await expect(page.getByText("You were let in to do one thing")).toBeVisible();
  // Nothing else is open to who got in so.
  await page.goto("/account/passkeys");
  await page.waitForURL("/recover/passkey");
  const phone = await authenticators.add(page);
  await page.getByRole("button", { name: "Create a passkey" }).click();
  await page.waitForURL("/recover/review");
  expect(await phone.passkeys()).toHaveLength(1);
  await expect(
    page.getByRole("checkbox", { name: "Chrome on Linux", exact: true }),
  ).not.toBeChecked();
  await page.getByRole("button", { name: "Done" }).click();
  await page.waitForURL("/account/recovery");
  await expect(page.getByText("Chrome on Linux 2")).toBeVisible();
  await expect(page.getByText("Chrome on Linux", { exact: true })).toHaveCount(0);
  await expect(page.getByText(banner)).toHaveCount(0);
  await mailbox.next(email, "Your account was recovered");
});

/** Follows the link that a mail brings, and enrols a passkey; the old ones go. */
const comeBack = async (page: Page, authenticators: Authenticators, token: string) => {
  await page.goto(`/recover/mail#${token}`);
  await page.getByRole("button", { name: "Go on" }).click();
  await page.waitForURL("/recover/passkey");
  await authenticators.add(page);
  await page.getByRole("button", { name: "Create a passkey" }).click();
  await page.waitForURL("/recover/review");
  await page.getByRole("button", { name: "Done" }).click();
  await page.waitForURL("/account/recovery");
  await expect(page.getByText("Chrome on Linux 2")).toBeVisible();
  await expect(page.getByText("Chrome on Linux", { exact: true })).toHaveCount(0);
};

test("after the wait a link comes by mail, and leads to a new passkey", async ({
  page,
  authenticators,
  mailbox,
}) => {
  // The server looks for mail that is due every 15 seconds.
  test.slow();
  await withoutAutofill(page);
  const lost = await authenticators.add(page);
  const email = await signUpConfirmed(page, mailbox);
  await signOut(page);
  await lost.remove();
  await ask(page, email);
  await mailbox.next(email, asked);
  await endWait(email);
  const mail = await mailbox.next(email, "You can create a new passkey now");
  await comeBack(page, authenticators, tokenIn(mail, "/recover/mail"));
});

test("an operator approves who has neither code nor confirmed address", async ({
  page,
  authenticators,
  mailbox,
}) => {
  test.slow();
  await withoutAutofill(page);
  const lost = await authenticators.add(page);
  const email = newEmail();
  await signUp(page, email);
  await signOut(page);
  await lost.remove();
  await page.goto("/recover");
  await page.getByRole("link", { name: "I have neither" }).click();
  await page.getByLabel("E-mail").fill(email);
  await page.getByLabel("How can you show that it is you?").fill("Ask me for my order of May.");
  await page.getByRole("main").getByRole("button").first().click();
  await expect(
    page.getByText("your request is with the people who run this service"),
  ).toBeVisible();

  const { origin } = new URL(page.url());
  const listed = await operate(origin, "list");
  expect(listed).toContain("Ask me for my order of May.");
  const id =
    listed
      .split("\n")
      .find((line) => line.includes(email))
      ?.split(" ")[0] ?? "";
  expect(await operate(origin, "approve", id)).toContain("Approved");
  const mail = await mailbox.next(email, "Your request was approved");
  await comeBack(page, authenticators, tokenIn(mail, "/recover/mail"));
});

test("a link that is none says so, and what is missing is asked for", async ({ page }) => {
  await page.goto(`/recover/mail#${"x".repeat(43)}`);
  await page.getByRole("button", { name: "Go on" }).click();
  await expect(page.getByText("The link no longer works")).toBeVisible();
  await page.goto("/recover");
  await page.getByRole("link", { name: "I have neither" }).click();
  await page.getByRole("button", { name: "Send the request" }).click();
  await expect(page.getByText("Enter an e-mail address")).toBeVisible();
  await expect(page.getByLabel("E-mail")).toBeFocused();
  await page.getByLabel("E-mail").fill(newEmail());
  await page.keyboard.press("Enter");
  await expect(page.getByText("Write a few words")).toBeVisible();
  const note = page.getByLabel("How can you show that it is you?");
  await expect(note).toBeFocused();
  await note.fill("I have the invoice of May.");
  await page.getByRole("button", { name: "Send the request" }).click();
  await expect(page.getByText("If this is the address of an account")).toBeVisible();
});

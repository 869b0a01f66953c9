import { expect, test } from "./support/fixtures.ts";
import { codeIn, tokenIn } from "./support/mail-server.ts";
import { newEmail, signUp } from "./support/sign-up.ts";

test("an address is confirmed by the link, in another browser, and opening it spends nothing", async ({
  page,
  browser,
  baseURL,
  mailbox,
  authenticators,
}) => {
  await authenticators.add(page);
  const email = newEmail();
  await signUp(page, email);
  await page.goto("/account/profile");
  await expect(page.getByText("Not confirmed yet")).toBeVisible();
  await page.getByRole("button", { name: "Send a confirmation mail" }).click();
  await expect(page.getByText(`We sent a mail to ${email}`)).toBeVisible();
  const mail = await mailbox.next(email, "Confirm your e-mail address");
  const link = `/confirm-email#${tokenIn(mail, "/confirm-email")}`;

  const elsewhere = await browser.newContext({ ...(baseURL && { baseURL }) });
  const scanner = await elsewhere.newPage();
  await scanner.request.head(link);
  await scanner.goto(link);
  await scanner.waitForLoadState("networkidle");
  await page.reload();
  await expect(page.getByText("Not confirmed yet")).toBeVisible();

  await scanner.getByRole("button", { name: "Confirm the address" }).click();
  await expect(scanner.getByText("Thank you, the address is confirmed.")).toBeVisible();
  await page.reload();
  await expect(page.getByText("Confirmed", { exact: true })).toBeVisible();
  await scanner.goto("about:blank");
  await scanner.goto(link);
  await scanner.getByRole("button", { name: "Confirm the address" }).click();
  await expect(scanner.getByText("The link no longer works")).toBeVisible();
  await elsewhere.close();
});

test("an address is changed, told to the old mailbox, and taken back from there", async ({
  page,
  mailbox,
  authenticators,
}) => {
  await authenticators.add(page);
  const email = newEmail();
  await signUp(page, email);
  await page.goto("/account/profile");
  await page.getByRole("button", { name: "Send a confirmation mail" }).click();
  const first = await mailbox.next(email, "Confirm your e-mail address");
  await page.getByLabel("Code from the mail").fill("12");
  await page.keyboard.press("Enter");
  await expect(page.getByText("The code is not right")).toBeVisible();
  await page.getByLabel("Code from the mail").fill(codeIn(first));
  await page.keyboard.press("Enter");
  await expect(page.getByText(`Confirmed: ${email}`)).toBeVisible();

  const other = newEmail();
  await page.getByRole("button", { name: "Change the address" }).click();
  await page.getByLabel("New address").fill("nobody");
  await page.keyboard.press("Enter");
  await expect(page.getByText("Enter an e-mail address such as ada@example.com")).toBeVisible();
  await page.getByLabel("New address").fill(other);
  await page.keyboard.press("Enter");
  const second = await mailbox.next(other, "Confirm your e-mail address");
  await page.getByLabel("Code from the mail").fill(codeIn(second));
  await page.keyboard.press("Enter");
  await expect(page.getByText(`Confirmed: ${other}`)).toBeVisible();

  const told = await mailbox.next(email, "Your e-mail address was changed");
  await page.goto(`/stop-email-change#${tokenIn(told, "/stop-email-change")}`);
  await page.getByRole("button", { name: "Take the old address back" }).click();
  await expect(page.getByText("Your account has its old address again.")).toBeVisible();
  await page.goto("/account/profile");
  await expect(page.getByRole("main").getByText(email)).toBeVisible();
});

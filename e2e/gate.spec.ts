import { randomBytes } from "node:crypto";
import { expect, test } from "./support/fixtures.ts";
import { operateGate } from "./support/operate.ts";
import { serveBehindGate } from "./support/serve-behind-gate.ts";
import { newEmail, signOut, signUp, withoutAutofill } from "./support/sign-up.ts";

test("from a service's page to a passkey and back, and out again within two seconds", async ({
  page,
  authenticators,
  baseURL,
}) => {
  const app = baseURL ?? "";
  const { port, stop } = await serveBehindGate(app);
  try {
    const name = `wiki-${randomBytes(4).toString("hex")}`;
    const host = `${name}.localhost:${port}`;
    const rule = "/admin role=admin";
    await operateGate(app, "service", "add", name, "--host", host, "--rule", rule);
    await withoutAutofill(page);
    await authenticators.add(page);

    await page.goto(`http://${host}/page?x=1`);
    await expect(page).toHaveURL(/\/sign-in\?next=/);
    await page.getByRole("link", { name: "Create an account" }).click();
    await expect(page).toHaveURL(/\/sign-up\?next=/);
    await page.getByLabel("E-mail").fill(newEmail());
    await page.getByRole("button", { name: "Create account" }).click();
    await expect(page).toHaveURL(`http://${host}/page?x=1`);
    await expect(page.getByText(/^[\w-]{22} at \/page\?x=1$/)).toBeVisible();

    await page.goto(`http://${host}/admin`);
    await expect(page).toHaveURL(/\/gate\/no-access\?/);
    await expect(page.getByText(`${host} is not open to that account`)).toBeVisible();
    await page.goto(`http://${host}/other`);
    await expect(page.getByText("at /other")).toBeVisible();

    const other = await page.context().newPage();
    await other.goto("/account/activity");
    await expect(other.getByText("Signed in to another service")).toBeVisible();
    await expect(other.getByText(`Service: ${name}`)).toBeVisible();
    await signOut(other);
    const status = () => page.evaluate(async () => (await fetch("/other")).status);
    await expect.poll(status, { timeout: 2000, intervals: [50] }).toBe(401);
    await page.goto(`http://${host}/other`);
    await expect(page).toHaveURL(/\/sign-in\?next=/);
    await page.getByRole("button", { name: "Sign in with a passkey" }).click();
    await expect(page.getByText("at /other")).toBeVisible();
  } finally {
    stop();
  }
});

test("who is given a role reads in the activity which one", async ({
  page,
  authenticators,
  baseURL,
}) => {
  await authenticators.add(page);
  await signUp(page, newEmail());
  const { account } = await (await page.request.get("/api/account")).json();
  await operateGate(baseURL ?? "", "role", "grant", account.id, "wiki-editors");
  await page.goto("/account/activity");
  const newest = page.getByRole("main").getByRole("listitem").first();
  await expect(newest).toContainText("The operator gave the account a role");
  await expect(newest).toContainText("Role: wiki-editors");
});

import { expect, test } from "./support/fixtures.ts";
import { newEmail, signUp } from "./support/sign-up.ts";

test("a page that takes a while is announced by its shape, and one that doesn't come leaves what was there", async ({
  page,
  authenticators,
}) => {
  await authenticators.add(page);
  await signUp(page, newEmail());
  const held = Promise.withResolvers<void>();
  await page.route("**/account/sessions?_rsc=*", async (route) => {
    if (route.request().headers()["next-router-prefetch"]) return await route.continue();
    await held.promise;
    await route.continue();
  });
  await page.getByRole("link", { name: "Sessions" }).first().click();
  const skeleton = page.getByRole("main").getByText("Loading…");
  await expect(skeleton).toBeAttached();
  await expect(page.getByRole("heading", { name: "Passkeys" })).toBeHidden();
  held.resolve();
  await expect(page.getByRole("heading", { name: "Sessions" })).toBeVisible();
  await expect(skeleton).toHaveCount(0);
});

import { expect, test } from "./support/fixtures.ts";
import { newEmail, signUp } from "./support/sign-up.ts";

test("every answer carries a request id, pages and files too", async ({ request }) => {
  for (const path of [
    "/",
    "/sign-in",
    "/icon.svg",
    "/no/such/page",
    "/api/health/live",
    "/api/x",
  ]) {
    const { "x-request-id": given } = (await request.get(path)).headers();
    expect(given, path).toMatch(/^[0-9a-f-]{36}$/);
    const kept = await request.get(path, { headers: { "x-request-id": "from-a-proxy-1" } });
    expect(kept.headers()["x-request-id"], path).toBe("from-a-proxy-1");
  }
});

test("the client's address is the socket's, whatever a header claims", async ({
  page,
  authenticators,
}) => {
  const claims = { "x-forwarded-for": "6.6.6.6", "x-real-ip": "6.6.6.6", forwarded: "for=6.6.6.6" };
  await page.setExtraHTTPHeaders(claims);
  await authenticators.add(page);
  await signUp(page, newEmail());
  const { sessions } = await (await page.request.get("/api/sessions")).json();
  expect(sessions).toHaveLength(1);
  expect(["127.0.0.1", "::1"]).toContain(sessions[0].ip);
});

test("pages of who is signed in are kept by no cache", async ({ page, authenticators }) => {
  await authenticators.add(page);
  await signUp(page, newEmail());
  const response = await page.goto("/account/passkeys");
  expect(response?.headers()["cache-control"]).toMatch(/no-store/);
});

test("a page that isn't there says so, and offers the way back", async ({ page }) => {
  const response = await page.goto("/no/such/page");
  expect(response?.status()).toBe(404);
  await expect(page.getByRole("heading", { level: 1 })).toBeVisible();
  await expect(page.getByRole("main").getByRole("link")).toBeVisible();
});

test("what helps development is not there in a production build", async ({ request }) => {
  for (const path of ["/dev/mail", "/gallery"]) {
    expect((await request.get(path)).status(), path).toBe(404);
  }
});

test("password managers find their way", async ({ request, baseURL }) => {
  const endpoints = await request.get("/.well-known/passkey-endpoints", { maxRedirects: 0 });
  expect(endpoints.status()).toBe(200);
  const passkeys = `${baseURL}/account/passkeys`;
  expect(await endpoints.json()).toEqual({ enroll: passkeys, manage: passkeys });
  const change = await request.get("/.well-known/change-password", { maxRedirects: 0 });
  expect([change.status(), change.headers().location]).toEqual([302, passkeys]);
  expect((await request.get("/.well-known/webauthn")).status()).toBe(404);
});

test("health is told to whoever watches", async ({ request }) => {
  expect((await request.get("/api/health/live")).status()).toBe(200);
  expect((await request.get("/api/health/ready")).status()).toBe(200);
});

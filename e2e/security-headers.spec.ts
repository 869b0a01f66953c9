import { once } from "node:events";
import { createServer } from "node:http";
import type { AddressInfo } from "node:net";
import type { Page } from "playwright/test";
import { expect, test } from "./support/fixtures.ts";
import { newEmail, signUp } from "./support/sign-up.ts";

type Asked = { method?: string; path: string; headers?: Record<string, string>; status: number };

const rsc = { rsc: "1" };
const prefetch = { ...rsc, "next-router-prefetch": "1", "next-router-segment-prefetch": "/_tree" };

const answers: Record<string, Asked> = {
  "a page": { path: "/sign-in", status: 200 },
  "its data": { path: "/sign-in", headers: rsc, status: 307 },
  "its prefetch": { path: "/sign-in", headers: prefetch, status: 307 },
  "a page for who is signed in": { path: "/home", status: 307 },
  "an address with a slash at its end": { path: "/sign-in/", status: 308 },
  "a page that is missing": { path: "/no/such/page", status: 404 },
  "an address that can't be decoded": { path: "/%", status: 404 },
  "an address with half a sequence": { path: "/sign-in%E0%A4%A", status: 404 },
  "a page called otherwise": { path: "/sign-in", method: "OPTIONS", status: 400 },
  "a server action that is none": {
    path: "/",
    method: "POST",
    headers: { "next-action": "x", "content-type": "text/plain" },
    status: 400,
  },
  "an image": { path: "/icon.svg", status: 200 },
  "a public file": { path: "/offline-worker.js", status: 200 },
  "a build file that is missing": { path: "/_next/static/none.js", status: 404 },
  "the image service": { path: "/_next/image?url=%2Ficon.svg&w=64&q=75", status: 400 },
  "an answer of the API": { path: "/api/health/live", status: 200 },
  "a call that is signed out": { path: "/api/account", status: 401 },
  "a call that is missing": { path: "/api/none", status: 404 },
  "a call with another method": { path: "/api/health/live", method: "POST", status: 405 },
  "a change without an origin": { path: "/api/sign-out", method: "POST", status: 403 },
  "a well-known address": { path: "/.well-known/change-password", status: 302 },
};

for (const [name, { path, method = "GET", headers = {}, status }] of Object.entries(answers)) {
  test(`${name} carries the headers`, async ({ request }) => {
    const response = await request.fetch(path, { method, headers, maxRedirects: 0 });
    expect(response.status()).toBe(status);
    const sent = response.headers();
    const policy = sent["content-security-policy"] ?? "";
    expect(policy).toMatch(/^default-src 'none'; script-src 'self' 'nonce-[A-Za-z0-9+/]{22}=='; /);
    expect(policy).not.toContain("unsafe");
    for (const part of ["base-uri 'none'", "form-action 'self'", "frame-ancestors 'none'"]) {
      expect(policy.split("; ")).toContain(part);
    }
    expect(sent["permissions-policy"]).toContain(
      "publickey-credentials-get=(self), publickey-credentials-create=(self)",
    );
    expect(sent).toMatchObject({
      "x-content-type-options": "nosniff",
      "referrer-policy": "same-origin",
      "cross-origin-opener-policy": "same-origin",
      "cross-origin-resource-policy": "same-origin",
    });
    // The tests' own site is http.
    expect(sent).not.toHaveProperty("strict-transport-security");
    expect(sent).not.toHaveProperty("x-powered-by");
  });
}

test("files of the build carry them too, and are kept", async ({ page }) => {
  const files: Record<string, string>[] = [];
  page.on("response", (response) => {
    if (response.url().includes("/_next/static/")) files.push(response.headers());
  });
  await page.goto("/sign-in");
  await page.waitForLoadState("load");
  expect(files.length).toBeGreaterThan(3);
  for (const headers of files) {
    expect(headers["content-security-policy"]).toContain("frame-ancestors 'none'");
    expect(headers["x-content-type-options"]).toBe("nosniff");
    expect(headers["cache-control"]).toBe("public, max-age=31536000, immutable");
  }
});

test("what a signed-in person is shown is kept by no cache, however it is asked for", async ({
  page,
  authenticators,
}) => {
  await authenticators.add(page);
  await signUp(page, newEmail());
  for (const path of ["/home", "/account", "/account/passkeys", "/account/sessions"]) {
    for (const headers of [{}, rsc, prefetch]) {
      const response = await page.request.get(path, { headers });
      expect(response.status(), path).toBe(200);
      expect(response.headers()["cache-control"], path).toMatch(/private.*no-store/);
    }
  }
  const account = await page.request.get("/api/account");
  expect(account.headers()["cache-control"]).toBe("no-store");
});

const injected = `
  <script>window.ran = "inline"</script>
  <script nonce="bm9uY2U=">window.ran = "nonce"</script>
  <script src="https://evil.example/x.js"></script>
  <script src="data:text/javascript,window.ran='data'"></script>
  <script type="module">window.ran = "module"</script>
  <img src="/icon.svg" onload="window.ran = 'handler'">
  <base href="https://evil.example/">
  <iframe srcdoc="<script>parent.ran = 'frame'</script>"></iframe>
  <form id="stolen" action="https://evil.example/"></form>
  <a id="link" href="javascript:window.ran='link'">x</a>`;

const ran = (page: Page) => page.evaluate(() => (window as { ran?: string }).ran);

test("what somebody wrote into a page does not run, and sends nothing away", async ({
  page,
  violations,
  baseURL,
}) => {
  await page.route("/sign-in", async (route) => {
    const response = await route.fetch();
    const body = (await response.text()).replace("</body>", `${injected}</body>`);
    await route.fulfill({ response, body });
  });
  const reached: string[] = [];
  await page.route("https://evil.example/**", async (route) => {
    reached.push(route.request().url());
    await route.fulfill({ body: "window.ran = 'other'" });
  });
  await page.goto("/sign-in");
  await page.waitForLoadState("networkidle");
  await page.evaluate(() => {
    document.querySelector<HTMLAnchorElement>("#link")?.click();
    document.querySelector<HTMLFormElement>("#stolen")?.submit();
    const script = Object.assign(document.createElement("script"), { text: "window.ran = 'dom'" });
    document.body.append(script);
    setTimeout("window.ran = 'evaluated'");
  });
  await expect.poll(() => violations.length).toBeGreaterThan(8);
  expect(await ran(page)).toBeUndefined();
  expect(await page.evaluate(() => document.baseURI)).toBe(`${baseURL}/sign-in`);
  expect(reached).toEqual([]);
  expect(page.url()).toBe(`${baseURL}/sign-in`);
  expect(violations.splice(0).join()).toMatch(/eval/);
});

test("a page can't be framed by another site", async ({ page, violations, baseURL }) => {
  const html = `<iframe src="${baseURL}/sign-in"></iframe>`;
  const other = createServer((_, response) => {
    response.setHeader("Content-Type", "text/html").end(html);
  }).listen(0, "127.0.0.1");
  await once(other, "listening");
  const { port } = other.address() as AddressInfo;
  await page.goto(`http://127.0.0.1:${port}/`);
  await expect.poll(() => violations.length).toBeGreaterThan(0);
  expect(violations.splice(0).join()).toContain("frame-ancestors 'none'");
  await expect(page.frameLocator("iframe").getByRole("heading")).toHaveCount(0);
  other.close();
});

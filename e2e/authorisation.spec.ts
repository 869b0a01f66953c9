import { signInPath } from "#lib/next-path.ts";
import { expect, test } from "./support/fixtures.ts";
import { productPages, signedInCalls } from "./support/list-routes.ts";

// No proxy.ts and no layout protects anything: each page and each handler asks for the session.

test("every page behind the sign-in sends who is signed out there, and says nothing", async ({
  request,
}) => {
  expect(productPages.length).toBeGreaterThan(8);
  for (const path of productPages) {
    const response = await request.get(path, { maxRedirects: 0 });
    expect([response.status(), response.headers().location], path).toEqual([307, signInPath(path)]);
    expect(response.headers()["cache-control"], path).toMatch(/private.*no-store/);
  }
});

test("nor do they say more to the router, which asks for data instead of pages", async ({
  request,
}) => {
  for (const path of productPages) {
    const response = await request.get(path, { headers: { rsc: "1" } });
    expect(response.headers()["content-type"], path).toContain("text/x-component");
    expect(await response.text(), path).toContain(`NEXT_REDIRECT;replace;${signInPath(path)};307`);
    expect(response.headers()["cache-control"], path).toMatch(/private.*no-store/);
  }
});

test("every call of the API that needs a session is refused without one", async ({
  request,
  baseURL,
}) => {
  const headers = { origin: baseURL ?? "", "content-type": "application/json" };
  for (const { method, path } of signedInCalls) {
    const data = method === "GET" ? {} : { data: {} };
    const response = await request.fetch(path, { method, headers, ...data });
    expect(response.status(), `${method} ${path}`).toBe(401);
    expect(await response.json(), `${method} ${path}`).toMatchObject({ code: "signed-out" });
    expect(response.headers()["cache-control"], path).toBe("no-store");
  }
});

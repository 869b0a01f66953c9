import { expect, test } from "vitest";
import { callRoute } from "#e2e/support/call-route.ts";

const go = (headers: Record<string, string>) =>
  callRoute(
    new Request("http://evil.localhost/.latchkey/start", {
      headers: { host: "evil.localhost", ...headers },
    }),
  );

test("a person whose browser goes where nothing is reads so, in their language", async () => {
  const page = { accept: "text/html,*/*", "accept-language": "de", "x-nonce": 'a"b' };
  const answer = await go(page);
  expect(answer.status).toBe(404);
  expect(answer.headers.get("content-type")).toBe("text/html; charset=utf-8");
  expect(answer.headers.get("cache-control")).toBe("no-store");
  const html = await answer.text();
  expect(html).toContain('<html lang="de">');
  expect(html).toContain("<h1>Nicht gefunden</h1>");
  expect(html).toContain('<style nonce="a&quot;b">');
});

test("a script is told as everywhere", async () => {
  const answer = await go({ accept: "*/*" });
  expect(answer.headers.get("content-type")).toBe("application/problem+json");
  expect(await answer.json()).toMatchObject({ status: 404, code: "not-found" });
});

import { expect, test } from "vitest";
import { callRoute } from "#e2e/support/call-route.ts";
import { expectRefusal } from "#e2e/support/expect-refusal.ts";
import { newBrowser, newPerson, origin } from "#e2e/support/people.ts";

const options = "/api/webauthn/authentication/options";
const changes: [method: string, path: string][] = [
  ["POST", options],
  ["POST", "/api/webauthn/authentication/verification"],
  ["POST", "/api/webauthn/registration/options"],
  ["POST", "/api/webauthn/registration/verification"],
  ["POST", "/api/sign-out"],
  ["PATCH", "/api/account"],
  ["DELETE", "/api/account"],
  ["PATCH", "/api/passkeys/x"],
  ["DELETE", "/api/passkeys/x"],
  ["DELETE", "/api/sessions"],
  ["DELETE", "/api/sessions/x"],
];

test.each(changes)("%s %s from another site is refused", async (method, path) => {
  const { browser } = await newPerson();
  for (const other of [null, "null", "https://evil.example", "http://localhost", `${origin}/`]) {
    const act = () => browser.send(method, path, { headers: { origin: other } });
    await expectRefusal(act, "cross-origin", null);
  }
});

test.each(changes)("%s %s without JSON's content type is refused", async (method, path) => {
  const { browser } = await newPerson();
  const types = [null, "text/plain", "application/x-www-form-urlencoded", "application/jsonp"];
  for (const type of types) {
    const act = () => browser.send(method, path, { body: "{}", headers: { "content-type": type } });
    await expectRefusal(act, "content-type", null);
  }
});

test("a charset beside the content type is fine", async () => {
  const headers = { "content-type": "Application/JSON; charset=utf-8" };
  expect((await newBrowser().send("POST", options, { body: {}, headers })).status).toBe(200);
});

test.each(["", "{", "[", "nul", "\u0000"])("a body of %j is no JSON", async (body) => {
  await expectRefusal(() => newBrowser().send("POST", options, { body }), "invalid-request", null);
});

test.each(["null", "7", '"text"', "[]"])("a body of %s is no object", async (body) => {
  await expectRefusal(() => newBrowser().send("POST", options, { body }), "invalid-request", null);
});

test("a body of 64 KiB is read, one byte more is refused", async () => {
  const padded = (bytes: number) => `{"pad":"${"x".repeat(bytes - '{"pad":""}'.length)}"}`;
  const fits = await newBrowser().send("POST", options, { body: padded(65_536) });
  expect(fits.status).toBe(200);
  const act = () => newBrowser().send("POST", options, { body: padded(65_537) });
  await expectRefusal(act, "body-too-large", null);
});

test("an endless body without a length is cut off at 64 KiB", async () => {
  let sent = 0;
  const body = new ReadableStream({
    pull(controller) {
      sent += 1;
      controller.enqueue(new Uint8Array(1024).fill(0x20));
    },
  });
  const headers = { origin, "content-type": "application/json" };
  const request = new Request(`${origin}${options}`, {
    method: "POST",
    headers,
    body,
    duplex: "half",
  } as RequestInit);
  const response = await callRoute(request);
  expect(response.status).toBe(413);
  expect(sent).toBeLessThan(80);
});

test("a body that claims to be too large is refused unread", async () => {
  const headers = { "content-length": "70000" };
  const act = () => newBrowser().send("POST", options, { body: "{", headers });
  await expectRefusal(act, "body-too-large", null);
});

test("a sane request id is kept, another replaced", async () => {
  const get = async (id: string) =>
    (await newBrowser().get("/api/health/live", { "x-request-id": id })).headers.get(
      "x-request-id",
    );
  expect(await get("abc-12345")).toBe("abc-12345");
  expect(await get("<script>")).toMatch(/^[0-9a-f-]{36}$/);
});

test("health says no more than that", async () => {
  const live = await newBrowser().get("/api/health/live");
  const ready = await newBrowser().get("/api/health/ready");
  expect([live.status, ready.status]).toEqual([200, 200]);
  expect([live.body, ready.body]).toEqual([{}, {}]);
  expect(ready.headers.get("cache-control")).toBe("no-store");
});

test("what the API doesn't have is not found, in its own form", async () => {
  for (const method of ["GET", "POST", "PATCH", "PUT", "DELETE"]) {
    const act = () => newBrowser().send(method, "/api/no/such/thing");
    await expectRefusal(act, "not-found", null);
  }
});

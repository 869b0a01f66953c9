import { gzipSync } from "node:zlib";
import { afterEach, expect, test } from "vitest";
import { callRoute } from "#e2e/support/call-route.ts";
import { expectRefusal } from "#e2e/support/expect-refusal.ts";
import { newAuthenticator, newBrowser, newEmail, newPerson, origin } from "#e2e/support/people.ts";
import { prepareRegistration } from "#e2e/support/run-ceremonies.ts";

const options = "/api/webauthn/authentication/options";
const verification = "/api/webauthn/registration/verification";

const ownNames = Object.getOwnPropertyNames(Object.prototype);

afterEach(() => {
  expect(Object.getOwnPropertyNames(Object.prototype)).toEqual(ownNames);
  expect(Object.prototype.toString).toBe({}.toString);
});

test.each(["gzip", "br", "deflate", "identity, gzip", "GZIP", "x"])(
  "a body in the coding %s is refused, and told what would do",
  async (coding) => {
    const { browser } = await newPerson();
    const headers = { "content-encoding": coding };
    for (const [method, path] of [
      ["POST", options],
      ["PATCH", "/api/account"],
      ["DELETE", "/api/account"],
    ] as const) {
      const send = () => browser.send(method, path, { body: {}, headers });
      await expectRefusal(send, "content-encoding", null);
      expect((await send()).headers.get("accept-encoding")).toBe("identity");
    }
  },
);

test("a body that is gzip without saying so is no JSON", async () => {
  const request = new Request(`${origin}${options}`, {
    method: "POST",
    headers: { origin, "content-type": "application/json" },
    body: new Uint8Array(gzipSync("{}")),
  });
  expect((await callRoute(request)).status).toBe(400);
});

test("identity is no coding", async () => {
  const headers = { "content-encoding": "identity" };
  expect((await newBrowser().send("POST", options, { body: {}, headers })).status).toBe(200);
});

test("nesting is bounded, in members that nobody asked for too", async () => {
  for (const [open, close] of [
    ["[", "]"],
    ['{"a":', "}"],
  ] as const) {
    const nested = (levels: number) => `${open.repeat(levels)}0${close.repeat(levels)}`;
    const body = (levels: number) => `{"unknown":${nested(levels)}}`;
    expect((await newBrowser().send("POST", options, { body: body(31) })).status).toBe(200);
    const act = () => newBrowser().send("POST", options, { body: body(32) });
    await expectRefusal(act, "invalid-request", null);
  }
});

test("of a member that comes twice the last counts", async () => {
  const { browser } = await newPerson();
  const body = '{"name":"First","name":"Last"}';
  expect((await browser.send("PATCH", "/api/account", { body })).body).toMatchObject({
    account: { name: "Last" },
  });
  const wrong = () => browser.send("PATCH", "/api/account", { body: '{"name":"A","name":7}' });
  await expectRefusal(wrong, "invalid-request", null);
});

const poison = '{"isAdmin":true,"id":"x","stepUp":true,"emailVerified":true,"toString":"x"}';

test.each(["__proto__", "constructor", "prototype"])(
  "a member called %s changes nothing, and stands in for none",
  async (key) => {
    const { browser } = await newPerson();
    const { body: before } = await browser.get<{ account: object }>("/api/account");
    const body = `{"${key}":${poison},"name":"Ada"}`;
    const { status } = await browser.send("PATCH", "/api/account", { body });
    expect(status).toBe(200);
    const { body: after } = await browser.get<{ account: object }>("/api/account");
    expect(after.account).toEqual({ ...before.account, name: "Ada" });
    const alone = `{"${key}":{"name":"Inherited"}}`;
    const act = () => browser.send("PATCH", "/api/account", { body: alone });
    await expectRefusal(act, "invalid-request", null);
  },
);

test.each(["__proto__", "constructor", "prototype"])(
  "a passkey's answer with %s at every level enrols as it would without",
  async (key) => {
    const browser = newBrowser();
    const email = newEmail();
    const prepared = await prepareRegistration(browser, newAuthenticator(), { email });
    // In front of the members of each object, so that theirs come later.
    const poisoned = JSON.stringify(prepared)
      .replaceAll("{", `{"${key}":${poison},`)
      .replaceAll(",}", "}");
    expect(poisoned).toContain(`"clientExtensionResults":{"${key}"`);

    const { status, body } = await browser.send("POST", verification, { body: poisoned });

    expect(status).toBe(201);
    expect(body).toMatchObject({ account: { email } });
  },
);

import { expect, test, vi } from "vitest";
import { ask, enter, newService, newState, told, Visit } from "#e2e/support/gate.ts";
import { confirmAddress, newPerson, origin } from "#e2e/support/people.ts";
import { stepUp } from "#e2e/support/run-ceremonies.ts";
import { answerVerify } from "#lib/gate/answer-verify.ts";
import { withQuery } from "#lib/gate/return-address.ts";
import { grantRole } from "#lib/gate/roles.ts";

const identity = ["Subject", "Device", "Roles", "Time", "Email", "Name"].map(
  (name) => `X-Auth-${name}`,
);
const nobody = Object.fromEntries(identity.map((name) => [name, ""]));

test("from a service's page to the sign-in and back, with a ticket", async () => {
  const { browser, account, passkey } = await newPerson();
  const service = await newService();
  const visit = new Visit(browser);
  const state = await newState();
  const first = await ask(state, service, "/some/page?x=1");
  expect(first.status).toBe(302);
  const page = `${service.origin}/some/page?x=1`;
  const asking = withQuery("/gate/authorize", { return_to: page });
  expect(first.headers.Location).toBe(origin + asking);
  // Somebody who isn't signed in goes there first, and comes back to this address.
  const signedOut = await new Visit(new Visit(browser).at("http://other")).go(origin + asking);
  expect(signedOut.headers.get("location")).toBe(withQuery("/sign-in", { next: asking }));

  expect(await visit.follow(first.headers.Location ?? "")).toEqual({
    status: 0,
    address: page,
    steps: ["/gate/authorize", "/.latchkey/start", "/gate/authorize", "/.latchkey/callback"],
  });
  await state.refresh();
  const cookie = visit.cookieAt(service.origin);
  const passed = await ask(state, service, "/some/page?x=1", { cookie });
  expect(passed).toMatchObject({ status: 204, body: "" });
  expect(passed.headers).toEqual({
    ...nobody,
    "X-Auth-Subject": account.id,
    "X-Auth-Device": passkey.id,
    "X-Auth-Time": expect.stringMatching(/^\d{10}$/),
  });
});

test("roles go to the service; address and name only where it asks, and once confirmed", async () => {
  const { browser, account } = await newPerson();
  await browser.patch("/api/account", { name: "Zoë Ünal" });
  await grantRole(account.id, "editor");
  await grantRole(account.id, "admin");
  const plain = await newService();
  const personal = await newService([], { personal: true });
  const visit = new Visit(browser);
  await enter(visit, plain);
  const { cookie } = await enter(visit, personal);
  const state = await newState();
  const told = await ask(state, plain, "/", { cookie: visit.cookieAt(plain.origin) });
  expect(told.headers).toMatchObject({
    "X-Auth-Roles": "admin editor",
    "X-Auth-Email": "",
    "X-Auth-Name": "",
  });
  expect((await ask(state, personal, "/", { cookie })).headers["X-Auth-Email"]).toBe("");
  await confirmAddress(account.id);
  const renewed = await visit.go(`${personal.origin}/.latchkey/renew`);
  expect(renewed.status).toBe(302);
  const { headers } = await ask(state, personal, "/", {
    cookie: visit.cookieAt(personal.origin),
  });
  expect(headers["X-Auth-Email"]).toBe(account.email);
  expect(decodeURIComponent(headers["X-Auth-Name"] ?? "")).toMatch(/^Zoë Ünal$/u);
  expect(headers["X-Auth-Name"]).toMatch(/^[ -~]+$/);
});

test("open paths pass without a ticket, and every header says that nobody came", async () => {
  const service = await newService([{ prefix: "/open", open: true }]);
  const state = await newState();
  const open = await ask(state, service, "/open/x", { "x-auth-subject": "forged" });
  expect(open).toEqual({ status: 204, headers: nobody, body: "" });
  expect((await ask(state, service, "/opener")).status).toBe(302);
});

test.each([
  [{ "x-forwarded-method": "HEAD" }],
  [{ "x-forwarded-method": "OPTIONS" }],
  [{ "x-forwarded-method": "TRACE" }],
  [{ "x-forwarded-method": "POST" }],
  [{ accept: "application/json" }],
  [{ accept: "*/*" }],
  [{ upgrade: "websocket" }],
])("what is no navigation is told in JSON: %j", async (headers) => {
  const service = await newService();
  const answer = await ask(await newState(), service, "/x", headers as Record<string, string>);
  const signIn = origin + withQuery("/gate/authorize", { return_to: `${service.origin}/x` });
  expect(answer).toMatchObject({
    status: 401,
    headers: {
      "Content-Type": "application/problem+json",
      "WWW-Authenticate": `Latchkey realm="${service.name}", sign_in="${signIn}"`,
    },
  });
  expect(JSON.parse(answer.body)).toMatchObject({ code: "signed-out", status: 401, signIn });
});

test("a proxy that can't hand redirections on is told where they lead", async () => {
  const service = await newService();
  const { status, headers } = await answerVerify(told(service, "/x"), false, await newState());
  expect(status).toBe(401);
  expect(headers["X-Gate-Location"]).toContain("/gate/authorize?return_to=");
});

test("a passkey that was used too long ago is used once more", async () => {
  const { browser, authenticator } = await newPerson();
  const service = await newService([{ prefix: "/bank", maxAge: 300 }]);
  const visit = new Visit(browser);
  const { cookie } = await enter(visit, service);
  const state = await newState();
  expect((await ask(state, service, "/bank", { cookie })).status).toBe(204);
  const later = Date.now() + 301_000;
  vi.useFakeTimers({ now: later, toFake: ["Date"] });
  try {
    const renewed = visit.go(`${service.origin}/.latchkey/renew`);
    expect((await renewed).status).toBe(302);
    const stale = visit.cookieAt(service.origin);
    expect((await ask(state, service, "/", { cookie: stale })).status).toBe(204);
    const page = await ask(state, service, "/bank", { cookie: stale });
    expect(page.status).toBe(302);
    const confirm = withQuery("/gate/confirm", { return_to: `${service.origin}/bank` });
    expect((await visit.go(page.headers.Location ?? "")).headers.get("location")).toBe(confirm);
    const api = await ask(state, service, "/bank", { cookie: stale, accept: "*/*" });
    // RFC 9470, section 3.
    expect(api.headers["WWW-Authenticate"]).toMatch(
      /error="insufficient_user_authentication", max_age="300"$/,
    );
  } finally {
    vi.useRealTimers();
  }
  await stepUp(browser, authenticator);
  await enter(visit, service);
  const fresh = { cookie: visit.cookieAt(service.origin) };
  expect((await ask(await newState(), service, "/bank", fresh)).status).toBe(204);
});

test("who lacks the role is told so, and gets in once they have it", async () => {
  const { browser, account } = await newPerson();
  const service = await newService([{ prefix: "/admin", roles: ["admin", "root"] }]);
  const visit = new Visit(browser);
  const { cookie } = await enter(visit, service);
  const state = await newState();
  expect((await ask(state, service, "/", { cookie })).status).toBe(204);
  const refused = await ask(state, service, "/%61dmin/x", { cookie, accept: "*/*" });
  expect(refused.status).toBe(403);
  expect(JSON.parse(refused.body)).toMatchObject({ code: "no-access" });
  const page = await ask(state, service, "/admin", { cookie });
  expect(page.status).toBe(302);
  const noAccess = withQuery("/gate/no-access", { return_to: `${service.origin}/admin` });
  expect((await visit.go(page.headers.Location ?? "")).headers.get("location")).toBe(noAccess);
  await grantRole(account.id, "root");
  await visit.follow(page.headers.Location ?? "");
  await state.refresh();
  const now = { cookie: visit.cookieAt(service.origin) };
  const passed = await ask(state, service, "/admin", now);
  expect(passed).toMatchObject({ status: 204, headers: { "X-Auth-Roles": "root" } });
});

test("what can't be known for sure doesn't pass", async () => {
  const service = await newService([{ prefix: "/", open: true }]);
  const state = await newState();
  for (const host of ["", "unknown.localhost", `${service.host}.`, `${service.host}, x`]) {
    expect((await ask(state, { ...service, host }, "/")).status, host).toBe(404);
  }
  expect((await ask(state, { ...service, host: service.host.toUpperCase() }, "/")).status).toBe(
    204,
  );
  for (const target of ["", "x", "/a/../b", "/a%2fb", "/a;b", "/%", "/a, /b"]) {
    expect((await ask(state, service, target)).status, target).toBe(400);
  }
  for (const method of ["", "get", "GET, POST", "G E T"]) {
    const headers = { "x-forwarded-method": method };
    expect((await ask(state, service, "/", headers)).status, method).toBe(400);
  }
  expect((await ask(await newState(), service)).status).toBe(204);
  const now = performance.now();
  const clock = vi.spyOn(performance, "now").mockReturnValue(now + 2001);
  expect((await ask(state, service)).status).toBe(503);
  clock.mockRestore();
});

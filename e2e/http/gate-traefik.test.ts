import { expect, test } from "vitest";
import { enter, newService, newState, Visit } from "#e2e/support/gate.ts";
import { get, serve } from "#e2e/support/gate-listener.ts";
import { newPerson, userAgent } from "#e2e/support/people.ts";
import { grantRole } from "#lib/gate/roles.ts";

/**
 * What docs/edge/traefik.md says of the gate. Traefik itself doesn't run here: these are the headers
 * that its ForwardAuth sends, the client's own among them.
 */

type Place = { host: string };

/** What Traefik says of a browser's request; `changes` are to any of the headers. */
const asTraefik = ({ host }: Place, target: string, changes: Record<string, string> = {}) => ({
  Accept: "text/html,application/xhtml+xml,application/xml;q=0.9,*/*;q=0.8",
  "Accept-Encoding": "gzip, deflate, br",
  "Accept-Language": "de",
  "User-Agent": userAgent,
  "Sec-Fetch-Mode": "navigate",
  "X-Forwarded-For": "203.0.113.7",
  "X-Forwarded-Host": host,
  "X-Forwarded-Method": "GET",
  "X-Forwarded-Port": "443",
  "X-Forwarded-Proto": "https",
  "X-Forwarded-Server": "traefik-1",
  "X-Forwarded-Uri": target,
  "X-Real-Ip": "203.0.113.7",
  ...changes,
});

/** Somebody with a role who was let in, and what a Traefik is told that asks about them. */
const newGuest = async () => {
  const { browser, account } = await newPerson();
  await grantRole(account.id, "reader");
  const service = await newService([{ prefix: "/admin", roles: ["admin"] }]);
  const { cookie } = await enter(new Visit(browser), service);
  const { port } = await serve(await newState());
  const answer = (target: string, changes: Record<string, string> = {}, at: Place = service) =>
    get(port, "/verify", asTraefik(at, target, changes));
  return { account, service, cookie, answer };
};

/** As `authResponseHeaders` names them. */
const handedOn = ["subject", "device", "roles", "time", "email", "name"].map(
  (thing) => `x-auth-${thing}`,
);

test("all that Traefik hands on is there, also where it is empty and the client sent its own", async () => {
  const { account, cookie, answer } = await newGuest();
  const own = Object.fromEntries(handedOn.map((name) => [name, "forged"]));
  const { status, headers } = await answer("/page?x=1", { Cookie: `a=b; ${cookie}`, ...own });
  expect(status).toBe(204);
  expect(handedOn.map((name) => typeof headers[name])).toEqual(handedOn.map(() => "string"));
  expect(headers).toMatchObject({ "x-auth-subject": account.id, "x-auth-roles": "reader" });
  expect(headers).toMatchObject({ "x-auth-email": "", "x-auth-name": "" });
});

test("it hands on a whole address for a person, and JSON for others", async () => {
  const { service, cookie, answer } = await newGuest();
  const person = await answer("/page?x=1");
  expect(person.status).toBe(302);
  const signIn = new URL(person.headers.location);
  expect(signIn.pathname).toBe("/gate/authorize");
  expect(signIn.searchParams.get("return_to")).toBe(`${service.origin}/page?x=1`);
  const others: Record<string, string>[] = [
    { "X-Forwarded-Method": "POST" },
    { Accept: "application/json" },
    // Of a WebSocket, it leaves out Upgrade, and browsers accept no HTML there.
    { Accept: "*/*", "X-Forwarded-Proto": "wss" },
  ];
  for (const changes of others) {
    const { status, headers, body } = await answer("/page", changes);
    expect([status, headers["content-type"]]).toEqual([401, "application/problem+json"]);
    expect(JSON.parse(body)).toMatchObject({ code: "signed-out" });
    expect(headers["www-authenticate"]).toContain("/gate/authorize?return_to=");
  }
  const lacking = await answer("/admin", { Cookie: cookie, Accept: "*/*" });
  expect([lacking.status, JSON.parse(lacking.body).code]).toEqual([403, "no-access"]);
});

test("a host with a dot behind it, which its Host rule takes, is no service's", async () => {
  const { service, cookie, answer } = await newGuest();
  const dotted = { host: service.host.replace(/(:|$)/, ".$1") };
  expect((await answer("/", { Cookie: cookie }, dotted)).status).toBe(404);
  expect((await answer("/", { Cookie: cookie })).status).toBe(204);
});

test("what its clean-up of paths leaves is judged as the service gets it", async () => {
  const { cookie, answer } = await newGuest();
  const statusOf = async (target: string) =>
    (await answer(target, { Cookie: cookie, Accept: "*/*" })).status;
  // As it cleans /open/../admin, //admin/ and /%61dmin.
  for (const target of ["/admin", "/admin/"]) expect(await statusOf(target), target).toBe(403);
  // What it leaves as it came, unless it is told to refuse it.
  for (const target of ["/x%2F..%2Fadmin", "/x%3Badmin", "/%2561dmin", "/x;y"]) {
    expect(await statusOf(target), target).toBe(400);
  }
});

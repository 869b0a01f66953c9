import { eq, sql } from "drizzle-orm";
import { expect, test } from "vitest";
import { gateCodes } from "#db/gate-schema.ts";
import { snapshotDatabase } from "#e2e/support/database-snapshot.ts";
import { ask, newService, newState, Visit } from "#e2e/support/gate.ts";
import { HttpClient } from "#e2e/support/http-client.ts";
import { newAuthenticator, newBrowser, newPerson, origin } from "#e2e/support/people.ts";
import { followLink, newWaited } from "#e2e/support/recover.ts";
import { addPasskey } from "#e2e/support/run-ceremonies.ts";
import { newClaimedLink } from "#e2e/support/run-links.ts";
import { getDatabase } from "#lib/database.ts";
import { authorizeAddress } from "#lib/gate/authorize.ts";
import { withQuery } from "#lib/gate/return-address.ts";
import { sweepGate } from "#lib/gate/sweep-gate.ts";

type Service = Awaited<ReturnType<typeof newService>>;

/** Goes as far as to the address with the code. */
const fetchCode = async (visit: Visit, service: Service, path = "/page") => {
  const started = await visit.go(
    `${service.origin}${withQuery("/.latchkey/start", { return_to: path })}`,
  );
  const { headers } = await visit.go(started.headers.get("location") ?? "");
  const address = headers.get("location") ?? "";
  expect(address).toMatch(/\/\.latchkey\/callback\?code=[\w-]{43}&return_to=/);
  return address;
};

/** Comes with a code; whoever isn't let in goes to the page all the same, and is stopped there. */
const isLetIn = async (visit: Visit, address: string) => {
  const { status, headers } = await visit.go(address);
  expect([status, headers.get("location")]).toEqual([302, "/page"]);
  const cookies = headers.getSetCookie();
  expect([0, 2]).toContain(cookies.length);
  return cookies.length === 2;
};

test("a code is good once, also when fifty come with it at once", async () => {
  const service = await newService();
  const visit = new Visit((await newPerson()).browser);
  const address = await fetchCode(visit, service);
  const results = await Promise.all(Array.from({ length: 50 }, () => isLetIn(visit, address)));
  expect(results.filter(Boolean)).toHaveLength(1);
  expect(await isLetIn(visit, address)).toBe(false);
});

test("fifty are let in at once, each with a code of their own", async () => {
  const service = await newService();
  const { browser } = await newPerson();
  const visits = Array.from({ length: 50 }, () => new Visit(browser));
  const addresses = await Promise.all(visits.map((visit) => fetchCode(visit, service)));
  const results = await Promise.all(
    visits.map((visit, index) => isLetIn(visit, addresses[index] ?? "")),
  );
  expect(results.filter(Boolean)).toHaveLength(50);
});

test("several tabs of one browser are let in", async () => {
  const service = await newService();
  const visit = new Visit((await newPerson()).browser);
  const one = await fetchCode(visit, service);
  const two = await fetchCode(visit, service);
  expect(await isLetIn(visit, one)).toBe(true);
  expect(await isLetIn(visit, two)).toBe(true);
  const state = await newState();
  const cookie = visit.cookieAt(service.origin);
  expect((await ask(state, service, "/", { cookie })).status).toBe(204);
  // The session that the browser had there before has ended.
  const rows = await getDatabase().execute(
    sql`select from gate_sessions where service_id = ${service.id}`,
  );
  expect(rows).toHaveLength(1);
});

test("another browser can't use it, nor use it up", async () => {
  const service = await newService();
  const { browser } = await newPerson();
  const visit = new Visit(browser);
  const address = await fetchCode(visit, service);
  const before = await snapshotDatabase();
  expect(await isLetIn(new Visit(newBrowser()), address)).toBe(false);
  const other = new Visit((await newPerson()).browser);
  await fetchCode(other, service);
  expect(await isLetIn(other, address)).toBe(false);
  expect((await snapshotDatabase()).gate_sessions).toEqual(before.gate_sessions);
  expect(await isLetIn(visit, address)).toBe(true);
});

test("it is for one host and one service", async () => {
  const [service, other] = [await newService(), await newService()];
  const visit = new Visit((await newPerson()).browser);
  const address = await fetchCode(visit, service);
  const cookies = visit.at(service.origin).cookies;
  for (const [name, value] of cookies) visit.at(other.origin).cookies.set(name, value);
  expect(await isLetIn(visit, address.replace(service.origin, other.origin))).toBe(false);
  expect(await isLetIn(visit, address)).toBe(true);
});

test("it is good for 30 seconds, and then swept", async () => {
  const service = await newService();
  const visit = new Visit((await newPerson()).browser);
  const address = await fetchCode(visit, service);
  const age = (seconds: number) =>
    getDatabase().execute(
      sql`update gate_codes set expires_at = expires_at - make_interval(secs => ${seconds})`,
    );
  const kept = () =>
    getDatabase().select().from(gateCodes).where(eq(gateCodes.serviceId, service.id));
  await age(20);
  await sweepGate();
  expect(await kept()).toHaveLength(1);
  await age(10);
  expect(await isLetIn(visit, address)).toBe(false);
  await sweepGate();
  expect(await kept()).toEqual([]);
});

test("it is no good once its session has ended", async () => {
  const service = await newService();
  const { browser } = await newPerson();
  const visit = new Visit(browser);
  const address = await fetchCode(visit, service);
  await browser.post("/api/sign-out", {});
  expect(await isLetIn(visit, address)).toBe(false);
});

test("no address leads anywhere but to a service", async () => {
  const { browser } = await newPerson();
  const { host, origin: there } = await newService();
  const visit = new Visit(browser);
  const wrong = [
    "",
    "/x",
    "//evil.localhost/",
    "http://evil.localhost/",
    `http://evil.localhost/${there}`,
    `http://${host}.evil.localhost/`,
    `http://user@${host}/`,
    `http://user:word@${host}/`,
    `http://${host}@evil.localhost/`,
    `http://evil.localhost\\@${host}/`,
    `http://${host}\\@evil.localhost/`,
    `https://${host}/`,
    `javascript://${host}/%0aalert(1)`,
    `data:text/html,${there}`,
    `${there}/\u0000`,
    `${there}/a\r\nb`,
    `${there}/a/..%2f`,
    `${there}/${"a".repeat(3000)}`,
    origin,
  ];
  for (const returnTo of wrong) {
    const { status, headers } = await visit.go(authorizeAddress(returnTo));
    expect([status, headers.get("location")], returnTo).toEqual([302, "/gate/unknown"]);
  }
  expect((await visit.go(`${origin}/gate/authorize`)).headers.get("location")).toBe(
    "/gate/unknown",
  );
});

test("on a service's host, nothing leads to another", async () => {
  const service = await newService();
  const paths = [
    "//evil.localhost/",
    "/\\evil.localhost",
    "/.//evil.localhost",
    "http://evil.localhost/",
    "@evil.localhost",
    ".evil.localhost",
    "/\t/evil.localhost",
    `/${"a".repeat(3000)}`,
  ];
  const visit = new Visit((await newPerson()).browser);
  await visit.follow(authorizeAddress(`${service.origin}/`));
  for (const path of paths) {
    for (const step of ["start", "renew", "callback"]) {
      const { headers } = await visit.go(
        `${service.origin}${withQuery(`/.latchkey/${step}`, { return_to: path })}`,
      );
      const next = new URL(headers.get("location") ?? "", service.origin);
      const end = new URL(next.searchParams.get("return_to") ?? next.href);
      expect(["http://localhost:3000", service.origin]).toContain(next.origin);
      expect(end.origin, `${step} ${path}`).toBe(service.origin);
      expect(end.pathname).not.toMatch(/^\/\//);
    }
  }
});

test("on hosts that are no service's, there is nothing", async () => {
  const client = new HttpClient("http://evil.localhost");
  for (const step of ["start", "renew", "callback"]) {
    const { status } = await client.get(`/.latchkey/${step}`, { host: "evil.localhost" });
    expect(status).toBe(404);
    expect((await newBrowser().get(`/.latchkey/${step}`, { host: "localhost:3000" })).status).toBe(
      404,
    );
  }
});

test("only a passkey that was used in this browser lets in", async () => {
  const service = await newService();
  const page = `${service.origin}/`;
  const noAccess = withQuery("/gate/no-access", { return_to: page });
  const { token } = await newWaited();
  const back = newBrowser();
  expect((await followLink(back, token)).status).toBe(204);
  const sides = [
    back,
    (await newClaimedLink("add-device")).asker,
    (await newClaimedLink("sign-in")).asker,
  ];
  for (const browser of sides) {
    const { headers } = await new Visit(browser).go(authorizeAddress(page));
    expect(headers.get("location")).toBe(noAccess);
  }
  await addPasskey(back, newAuthenticator());
  expect((await new Visit(back).follow(authorizeAddress(page))).address).toBe(page);
});

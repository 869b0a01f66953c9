import { randomBytes } from "node:crypto";
import postgres from "postgres";
import { afterAll, beforeAll, expect, test } from "vitest";
import { findFreePort } from "#db/embedded/find-free-port.ts";
import { waitFor } from "#db/embedded/test-site.ts";
import { findHalfDone } from "#e2e/support/find-half-done.ts";
import { findLost } from "#e2e/support/find-lost.ts";
import { HttpClient, type Transport } from "#e2e/support/http-client.ts";
import { prepareAuthentication, verifyAuthentication } from "#e2e/support/run-ceremonies.ts";
import { launchOn } from "#e2e/support/serve-on-database.ts";
import { startHaproxy } from "#e2e/support/start-haproxy.ts";
import { newMember, newVisitor } from "#e2e/support/visitor.ts";
import { startTraffic } from "#e2e/support/watch-traffic.ts";

const url = new URL(process.env.DATABASE_URL ?? "");
const server = postgres(process.env.DATABASE_OWNER_URL ?? "", { max: 1, onnotice: () => {} });
const name = `latchkey_two_${randomBytes(6).toString("hex")}`;
let origin: string;
let instances: Awaited<ReturnType<typeof launchOn>>[];
let stopProxy: () => Promise<void>;

beforeAll(async () => {
  // Empty, so that both find migrations to be done.
  await server`create database ${server(name)}`;
  url.pathname = name;
  process.env.DATABASE_URL = url.href;
  const port = await findFreePort();
  origin = `http://localhost:${port}`;
  const start = () => launchOn(url.href, { TRUSTED_PROXY_HOPS: "1" }, origin);
  instances = await Promise.all([start(), start()]);
  await Promise.all(instances.map((instance) => instance.ready()));
  stopProxy = await startHaproxy(
    port,
    instances.map((instance) => instance.port),
  );
  const ready = () => fetch(`${origin}/api/health/ready`).catch(() => null);
  await waitFor(async () => (await ready())?.ok);
});

afterAll(async () => {
  await stopProxy();
  for (const instance of instances) await instance.putAway();
  await server`drop database ${server(name)} with (force)`;
  await server.end();
});

/** Sends what is meant for the public origin to one instance. */
const past =
  (instance: { port: number }): Transport =>
  (request) => {
    const { pathname } = new URL(request.url);
    return fetch(new Request(`http://localhost:${instance.port}${pathname}`, request));
  };

test("options come from one instance, the verification goes to the other", async () => {
  const answeredBy: (string | null)[] = [];
  const noting: Transport = async (request) => {
    const response = await fetch(request);
    answeredBy.push(response.headers.get("x-instance"));
    return response;
  };
  const { browser, authenticator } = await newMember(origin, noting);
  const prepared = await prepareAuthentication(browser, authenticator, {});
  expect((await verifyAuthentication(browser, prepared)).status).toBe(200);
  expect((await browser.get("/api/account")).status).toBe(200);
  expect(answeredBy).toHaveLength(5);
  for (const [index, instance] of answeredBy.entries()) {
    if (index > 0) expect(instance).not.toBe(answeredBy[index - 1]);
  }
});

test("a verification that is replayed on both at once succeeds once", async () => {
  const { authenticator } = await newMember(origin);
  for (let round = 0; round < 20; round += 1) {
    const { browser } = newVisitor(origin);
    const prepared = await prepareAuthentication(browser, authenticator, {});
    const replies = await Promise.all(
      [...instances, ...instances].map((instance) => {
        const replayer = new HttpClient(origin, {}, past(instance));
        for (const [key, value] of browser.cookies) replayer.cookies.set(key, value);
        return verifyAuthentication(replayer, prepared);
      }),
    );
    const codes = replies.map(({ status, body }) => ({ status, ...(body as object) }));
    expect(codes.filter(({ status }) => status === 200)).toHaveLength(1);
    const rest = codes.filter(({ status }) => status !== 200);
    for (const one of rest) expect(one).toMatchObject({ status: 400, code: "ceremony-spent" });
  }
  expect(await findHalfDone()).toEqual([]);
});

test("one instance stops under traffic, and nobody notices", async () => {
  const traffic = startTraffic(origin, 8);
  await waitFor(() => traffic.members.every(({ told }) => told.length > 4));
  expect(await instances[0]?.stop()).toBe(0);
  const so = traffic.members.map(({ told }) => told.length);
  await waitFor(() =>
    traffic.members.every(({ told }, index) => told.length > (so[index] ?? 0) + 4),
  );
  await traffic.stop();

  expect([...traffic.statuses.keys()].filter((status) => status === 0 || status >= 300)).toEqual(
    [],
  );
  expect(await findLost(traffic.members.flatMap(({ told }) => told))).toEqual([]);
  expect(await findHalfDone()).toEqual([]);
});

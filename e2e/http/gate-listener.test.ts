import { once } from "node:events";
import type { Server } from "node:http";
import { connect } from "node:net";
import { expect, onTestFinished, test } from "vitest";
import { enter, newService, told, Visit } from "#e2e/support/gate.ts";
import { get, serve } from "#e2e/support/gate-listener.ts";
import { newPerson } from "#e2e/support/people.ts";
import { hearChanges, pollChanges } from "#lib/gate/follow-changes.ts";
import { GateState } from "#lib/gate/gate-state.ts";
import { checkGate } from "#lib/launch/check-gate.ts";
import { LaunchError } from "#lib/launch/launch-error.ts";

const newGuest = async () => {
  const { browser } = await newPerson();
  const service = await newService();
  const visit = new Visit(browser);
  return { browser, service, ...(await enter(visit, service)) };
};

const milliseconds = 2000;

// PgBouncer in transaction mode hands no notifications on.
const hearing = process.env.TEST_POOLER_URL ? [] : ([["told by PostgreSQL", hearChanges]] as const);

test.each([...hearing, ["by asking alone", pollChanges]] as const)(
  "what ended is refused within two seconds, %s",
  async (_, follow) => {
    const { browser, service, cookie } = await newGuest();
    const states = [new GateState(), new GateState()];
    for (const state of states) {
      await state.refresh();
      const stop = await follow(state);
      onTestFinished(() => stop?.());
    }
    const ports = await Promise.all(states.map(async (state) => (await serve(state)).port));
    const statuses = () =>
      Promise.all(
        ports.map(async (port) => {
          const headers = told(service, "/", { cookie, accept: "*/*" });
          return (await get(port, "/verify", headers)).status;
        }),
      );
    // Without polling, what is known is stale two seconds later.
    for (const state of states) await state.refresh();
    expect(await statuses()).toEqual([204, 204]);
    const began = performance.now();
    await browser.post("/api/sign-out", {});
    await expect.poll(statuses, { interval: 20, timeout: milliseconds }).toEqual([401, 401]);
    expect(performance.now() - began).toBeLessThan(milliseconds);
  },
);

test("no answer asks the database", async () => {
  const { service, cookie } = await newGuest();
  const state = new GateState();
  await state.refresh();
  const { port } = await serve(state);
  const key = Symbol.for("latchkey.database");
  const shared = globalThis as { [key]?: unknown };
  const pool = shared[key];
  onTestFinished(() => {
    shared[key] = pool;
  });
  shared[key] = new Proxy({}, { get: () => expect.unreachable("the database was asked") });
  for (const [headers, status] of [
    [{ cookie }, 204],
    [{}, 302],
    [{ accept: "*/*" }, 401],
    [{ "x-forwarded-host": "unknown" }, 404],
  ] as const) {
    const answer = await get(
      port,
      "/verify",
      told(service, "/", headers as Record<string, string>),
    );
    expect(answer.status).toBe(status);
  }
  await expect(state.refresh()).rejects.toThrow("the database was asked");
});

test("a listener that knows nothing yet, or nothing any more, lets nobody pass", async () => {
  const { service, cookie } = await newGuest();
  const { port } = await serve(new GateState());
  for (const path of ["/verify", "/verify/plain"]) {
    const { status, headers } = await get(port, path, told(service, "/", { cookie }));
    expect([status, headers["cache-control"]]).toEqual([503, "no-store"]);
  }
});

test("nothing else is answered there", async () => {
  const { service, cookie } = await newGuest();
  const state = new GateState();
  await state.refresh();
  const { port } = await serve(state);
  for (const path of ["/", "/verify/", "/verify/plain/x", "/VERIFY", "/api/account"]) {
    expect((await get(port, path, told(service, "/", { cookie }))).status, path).toBe(404);
  }
  expect((await get(port, "/verify")).status).toBe(404);
});

test("a proxy that can't hand redirections on gets 401, and a browser's way on", async () => {
  const { service } = await newGuest();
  const state = new GateState();
  await state.refresh();
  const { port } = await serve(state);
  const { status, headers } = await get(port, "/verify/plain", told(service, "/x"));
  expect(status).toBe(401);
  expect(headers["x-gate-location"]).toContain("/gate/authorize?return_to=");
});

const send = async (port: number, bytes: string) => {
  const socket = connect(port, "127.0.0.1");
  socket.resume().end(bytes);
  await once(socket, "close").catch(() => {});
};

test("garbage is survived, and nothing is kept from ending", async () => {
  const { service, cookie } = await newGuest();
  const state = new GateState();
  await state.refresh();
  const { server, port } = await serve(state);
  for (const bytes of [
    "\u0000\u0001\u0002",
    "GET /verify HTTP/1.1\r\n\r\n",
    "GET /verify HTTP/1.1\r\nHost: x\r\nCookie: \u0000\r\n\r\n",
    `GET /verify HTTP/1.1\r\nHost: x\r\nX: ${"a".repeat(100_000)}\r\n\r\n`,
    "POST /verify HTTP/1.1\r\nHost: x\r\nContent-Length: 9\r\n\r\nabc",
    "GET /verify HTTP/1.1\r\nHost: x\r\nTransfer-Encoding: x\r\n\r\n",
  ]) {
    await send(port, bytes);
  }
  const twice = told(service, "/", { cookie });
  expect((await get(port, "/verify", twice)).status).toBe(204);
  const closed = once(server as Server, "close");
  server.close();
  server.closeIdleConnections();
  await closed;
});

test("a start where GATE_LISTEN's address is taken says so; its usual one may be", async () => {
  const { port } = await serve(new GateState());
  const taken = checkGate({ host: "127.0.0.1", port, chosen: true });
  await expect(taken).rejects.toThrow(LaunchError);
  await expect(taken).rejects.toThrow(`GATE_LISTEN: 127.0.0.1, port ${port}, is taken`);
  await checkGate({ host: "127.0.0.1", port, chosen: false });
  await checkGate(null);
});

import { mkdtemp } from "node:fs/promises";
import { join } from "node:path";
import { text } from "node:stream/consumers";
import { connect } from "node:tls";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { findFreePort } from "#db/embedded/find-free-port.ts";
import { newService } from "#e2e/support/gate.ts";
import { ask } from "../support/ask.ts";
import { startDummyService } from "../support/dummy-service.ts";
import { claimsFor, cookieOf, sign } from "../support/tickets.ts";
import { expectRefused, startWorld, type World } from "../support/world.ts";
import { haproxyAsk, startWith } from "./haproxy-ask.ts";
import { head, identity, passing, startNobody, startOddGate } from "./odd-gates.ts";

const servername = "service.localhost";
const none = "Content-Length: 0";

describe("the traps of asking by HAProxy", () => {
  const started = new AsyncDisposableStack();
  let world: World;
  let gate: Awaited<ReturnType<typeof startOddGate>>;
  /** A proxy that asks that gate. */
  let at: number;
  const send = (target: string, sent = {}) => world.send(target, sent, at);

  beforeAll(async () => {
    world = await startWorld(haproxyAsk, started);
    gate = await startOddGate();
    started.defer(gate.stop);
    at = await findFreePort();
    const folder = await mkdtemp(join(world.site.folder, "proxy-"));
    started.defer((await startWith()({ ...world.place, port: at, gate: gate.port, folder })).stop);
  });
  afterAll(() => started.disposeAsync());

  const answers: Record<string, string> = {
    "nothing, and closes": "",
    "what is no HTTP": head("hello"),
    "204 and nothing else": head("HTTP/1.1 204 No Content"),
    "204 and all but one": passing.replace("X-Auth-Name", "X-Else"),
    "200 with everything": head("HTTP/1.1 200 OK", ...identity, none),
    "101 with everything": head("HTTP/1.1 101 Switching Protocols", ...identity),
    "302 to nowhere": head("HTTP/1.1 302 Found", none),
    "404 as others do": head("HTTP/1.1 404 Not Found", none),
    "500 as others do": head("HTTP/1.1 500 Oops", "Content-Type: text/html", none),
  };
  test.each(Object.entries(answers))(
    "a gate that answers %s lets nobody pass",
    async (_, bytes) => {
      gate.answer(bytes);
      const seen = await send("/", { headers: [await world.ticket()] });
      expectRefused(seen, 503);
      expect([seen.body, seen.headers.get("cache-control")]).toEqual(["", "no-store"]);
    },
  );

  test("a gate that stops in the middle of its answer is not waited for", async () => {
    gate.answer(passing.slice(0, -20));
    const before = performance.now();
    expectRefused(await send("/"), 503);
    expect(performance.now() - before).toBeLessThan(3_000);
  });

  test("with the gate's machine off, nobody passes, within three seconds", async () => {
    const nobody = await startNobody();
    try {
      await world.beside({ gate: nobody.port }, async (beside) => {
        for (const headers of [[await world.ticket()], []]) {
          const before = performance.now();
          expectRefused(await world.send("/", { headers }, beside), 503);
          expect(performance.now() - before).toBeLessThan(3_000);
        }
      });
    } finally {
      await nobody.stop();
    }
  });

  test("the gate is told of the request what it needs, and nothing else", async () => {
    gate.answer(passing);
    const headers: [string, string][] = [
      ["Cookie", "a=1; b=2"],
      ["Accept", "text/html"],
      ["Authorization", "Basic eDp5"],
      ["X-Forwarded-Host", "other.localhost"],
      ["X-Forwarded-Else", "x"],
      ["Upgrade", "websocket"],
    ];
    const before = gate.asked.length;
    await send("/a%20b/%2e?c=%2F", { method: "DELETE", headers });
    const [line, ...lines] = gate.asked[before]?.trimEnd().split("\r\n") ?? [];
    expect(line).toBe("GET /verify HTTP/1.1");
    expect(lines.toSorted()).toEqual([
      "accept: text/html",
      "cookie: a=1; b=2",
      "host: latchkey-gate",
      "upgrade: websocket",
      "user-agent: HAProxy",
      `x-forwarded-host: ${world.service.host}`,
      "x-forwarded-method: DELETE",
      "x-forwarded-uri: /a%20b/%2e?c=%2F",
    ]);
  });

  test("connections to the gate are kept", async () => {
    gate.answer(passing);
    const before = gate.connections();
    for (let count = 0; count < 50; count += 1) expect((await send("/")).status).toBe(200);
    // A thread has its own, and the cases before have left some.
    expect(gate.connections() - before).toBeLessThan(10);
  });

  const body = JSON.stringify({ code: "signed-out" });
  const refusal = [
    "HTTP/1.1 401 Unauthorized",
    "Content-Type: application/problem+json",
    "Cache-Control: no-store",
    'WWW-Authenticate: Latchkey realm="x"',
    `Content-Length: ${body.length}`,
  ];

  test("a refusal is the gate's own", async () => {
    gate.answer(head(...refusal, "X-Else: y") + body);
    const seen = await send("/");
    expectRefused(seen, 401);
    expect([...seen.headers]).toEqual([
      ["cache-control", "no-store"],
      ["connection", "close"],
      ["content-length", String(body.length)],
      ["content-type", "application/problem+json"],
      ["www-authenticate", 'Latchkey realm="x"'],
    ]);
    expect(seen.body).toBe(body);
  });

  test("a refusal of HEAD has no body, which would be taken for the next answer", async () => {
    gate.answer(head(...refusal) + body);
    const socket = connect({ host: "127.0.0.1", port: at, servername });
    socket.write(head("HEAD / HTTP/1.1", `Host: ${world.service.host}`, "Connection: close"));
    expect(await text(socket)).toMatch(/^HTTP\/1\.1 401 .*\r\n\r\n$/s);
  });

  test("two lines of cookies are refused", async () => {
    const [name, cookie] = await world.ticket();
    const headers: [string, string][] = [
      [name, cookie],
      [name, "a=1"],
    ];
    expectRefused(await world.send("/", { headers }), 400);
  });

  test("the service is told by the proxy alone where a request comes from and goes", async () => {
    const { service, ticket } = world;
    const headers: [string, string][] = [
      ["X-Forwarded-For", "6.6.6.6"],
      ["X_Forwarded_Host", "forged"],
      ["X-Forwarded-Uri", "/forged"],
      ["X-Original-URL", "/forged"],
      ["X-Rewrite-URL", "/forged"],
      ["Forwarded", "for=forged"],
      // Another proxy behind this one would take it out.
      ["Connection", "close, X-Auth-Subject"],
    ];
    const { arrivals } = await world.send("/", { headers: [...headers, await ticket()] });
    expect(arrivals[0]?.rawHeaders.join()).not.toContain("forged");
    expect(arrivals[0]?.valuesOf("Connection").join()).not.toMatch(/auth/i);
    const told = ["For", "Host", "Proto"].map((name) =>
      arrivals[0]?.valuesOf(`X-Forwarded-${name}`),
    );
    const { protocol } = new URL(service.origin);
    expect(told).toEqual([["127.0.0.1"], [service.host], [protocol.slice(0, -1)]]);
  });

  test("a host in capitals is the same host, and one that is not named is nobody's", async () => {
    const { host } = world.service;
    const headers = [await world.ticket()];
    const seen = await world.send("/", { host: host.toUpperCase(), headers });
    expect(seen.arrivals.map((arrival) => arrival.valuesOf("Host"))).toEqual([[host]]);
    for (const target of ["/", "/.latchkey/renew"]) {
      const other = await world.send(target, { host: `other.${host}`, headers });
      expectRefused(other, 404);
      expect(other.body).toBe("");
    }
  });

  test("several services stand behind one HAProxy, each with its own tickets", async () => {
    const { host } = world.service;
    const port = await findFreePort();
    const other = await newService([], {}, `other.localhost:${port}`);
    const dummy = await startDummyService();
    started.defer(dummy.stop);
    const proxy = await startWith({
      [`-m str ${host} }`]: `-m str ${host} ${other.host} }`,
      "backend latchkey-app\n": `backend ${other.host}\n    server service 127.0.0.1:${dummy.port}\n\nbackend latchkey-app\n`,
    })({ ...world.place, port, folder: await mkdtemp(join(world.site.folder, "proxy-")) });
    started.defer(proxy.stop);
    const own = cookieOf(await sign(claimsFor(other.name)));
    const first = await world.ticket();
    const status = async (at: string, cookie: [string, string]) =>
      (await ask(port, "/", { servername, host: at, headers: [cookie] })).status;
    await expect.poll(() => status(other.host, own), { timeout: 5_000 }).toBe(200);
    const before = [world.dummy.arrivals.length, dummy.arrivals.length];
    expect(await status(host, first)).toBe(200);
    expect(await status(host, own)).toBe(401);
    expect(await status(other.host, first)).toBe(401);
    const after = [world.dummy.arrivals.length, dummy.arrivals.length];
    expect(after).toEqual([(before[0] ?? 0) + 1, before[1]]);
  });
});

import { mkdtemp } from "node:fs/promises";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { findFreePort } from "#db/embedded/find-free-port.ts";
import { newService } from "#e2e/support/gate.ts";
import { caddy } from "#edge/caddy/caddy.ts";
import { haproxy } from "#edge/haproxy/haproxy.ts";
import { haproxyAsk } from "#edge/haproxy-ask/haproxy-ask.ts";
import { lighttpdByKeys, lighttpdBySecret } from "#edge/lighttpd/lighttpd.ts";
import { nginx } from "#edge/nginx/nginx.ts";
import type { Edge, Place } from "#edge/support/place.ts";
import { runProgram } from "#edge/support/run-program.ts";
import { startSite } from "#edge/support/start-site.ts";
import { claimsFor, cookieOf, sign } from "#edge/support/tickets.ts";
import { bareCaddy, bareNginx, type StartBare } from "./bare-proxies.ts";
import { bareHaproxy, bareLighttpd } from "./bare-verifying.ts";
import { measureLoad } from "./load.ts";

/**
 * What the gate costs: each proxy with it beside the bare proxy, and the gate's listener beside an
 * empty one, in pairs that take turns, on one machine in one run.
 */

const rows: { edge: Edge; bare: StartBare; least: number }[] = [
  { edge: nginx, bare: bareNginx, least: 0.35 },
  { edge: caddy, bare: bareCaddy, least: 0.4 },
  { edge: haproxy, bare: bareHaproxy, least: 0.5 },
  { edge: haproxyAsk, bare: bareHaproxy, least: 0.2 },
  { edge: lighttpdBySecret, bare: bareLighttpd, least: 0.45 },
  { edge: lighttpdByKeys, bare: bareLighttpd, least: 0.45 },
];
const rounds = 5;
const load = { connections: 32, seconds: 3 };

const median = (numbers: number[]) => numbers.toSorted((a, b) => a - b)[numbers.length >> 1] ?? 0;

/** Measures two ports in turns. @returns the medians, and that of the shares */
const measurePair = async (bare: number, gated: number, request: string, expected: string) => {
  const results: [number, number][] = [];
  for (let round = 0; round <= rounds; round += 1) {
    const pair: number[] = [];
    for (const port of [bare, gated]) {
      const { perSecond, wrong } = await measureLoad({ ...load, port, request }, expected);
      if (wrong) throw new Error(`instead of "${expected}": ${wrong}`);
      pair.push(perSecond);
    }
    // The first warms up.
    if (round > 0) results.push([pair[0] ?? 0, pair[1] ?? 0]);
  }
  return {
    bare: median(results.map(([one]) => one)),
    gated: median(results.map(([, other]) => other)),
    share: Number(median(results.map(([one, other]) => other / one)).toFixed(3)),
  };
};

await using started = new AsyncDisposableStack();
const site = await startSite(false);
started.defer(site.stop);
const serveEmpty = async (status: string) => {
  const port = await findFreePort();
  const words = [fileURLToPath(import.meta.resolve("./serve-empty.ts")), String(port), status];
  started.defer((await runProgram(process.execPath, words, port)).stop);
  return port;
};
const upstream = await serveEmpty("200");
const table: Record<string, object> = {};

for (const { edge, bare, least } of rows) {
  const [port, barePort] = [await findFreePort(), await findFreePort()];
  const { name: service, host } = await newService([], {}, `service.localhost:${port}`);
  const folder = await mkdtemp(join(site.folder, "proxy-"));
  const { app, gate, origin } = site;
  const place: Place = { service, host, port, upstream, app, gate, origin, folder };
  await using running = new AsyncDisposableStack();
  running.defer((await edge.start(place)).stop);
  running.defer((await bare({ ...place, port: barePort })).stop);
  const [name, value] = cookieOf(await sign(claimsFor(service, { exp: Date.now() })));
  const request = `GET /some/page?x=1 HTTP/1.1\r\nHost: ${host}\r\n${name}: ${value}\r\n\r\n`;
  table[edge.name] = { ...(await measurePair(barePort, port, request, "HTTP/1.1 200")), least };
}

const service = await newService();
const [name, value] = cookieOf(await sign(claimsFor(service.name, { exp: Date.now() })));
const told = `X-Forwarded-Host: ${service.host}\r\nX-Forwarded-Method: GET\r\nX-Forwarded-Uri: /some/page?x=1`;
const request = `GET /verify HTTP/1.1\r\nHost: gate\r\n${told}\r\n${name}: ${value}\r\n\r\n`;
const listener = await measurePair(await serveEmpty("204"), site.gate, request, "HTTP/1.1 204");
table["the gate's listener, beside an empty one"] = { ...listener, least: 0.6 };
console.log("Requests a second at 32 connections, and the share of what is bare");
console.table(table);

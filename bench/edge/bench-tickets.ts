import { generateKeyPairSync } from "node:crypto";
import { on } from "node:events";
import { readFile } from "node:fs/promises";
import { argv } from "node:process";
import { Worker } from "node:worker_threads";
import { gateKeys } from "#db/gate-schema.ts";
import { newService } from "#e2e/support/gate.ts";
import { startSite } from "#edge/support/start-site.ts";
import { claimsFor } from "#edge/support/tickets.ts";
import { getDatabase } from "#lib/database.ts";
import { gateCookies } from "#lib/gate/gate-cookies.ts";
import { cookieName } from "#lib/http/cookies.ts";
import type { Tickets } from "./send-tickets.ts";

/**
 * Asks a gate about ten million tickets, or as many as are given, that it has never seen: far more
 * than it remembers. Says how much memory its process takes on the way.
 */

const steps = 10;
const total = Number(argv[3] ?? 10_000_000);

/** Resident memory of a process, in MiB (proc(5)). */
const residentOf = async (pid: number) => {
  const status = await readFile(`/proc/${pid}/status`, "utf8");
  return Math.round(Number(/VmRSS:\s+(\d+)/.exec(status)?.[1]) / 1024);
};

await using started = new AsyncDisposableStack();
const site = await startSite(false);
started.defer(site.stop);
// A key that this process holds, and that the gate only verifies with.
const { privateKey: key, publicKey } = generateKeyPairSync("ec", { namedCurve: "P-256" });
const kid = "bench";
const publicJwk = { ...publicKey.export({ format: "jwk" }), kid } as Record<string, string>;
const signsFrom = new Date(Date.now() + 24 * 60 * 60 * 1000);
await getDatabase().insert(gateKeys).values({ kid, publicJwk, privateKey: "", signsFrom });
const { name, host } = await newService();
const about = `X-Forwarded-Host: ${host}\r\nX-Forwarded-Method: GET\r\nX-Forwarded-Uri: /\r\n`;
const workerData: Tickets = {
  port: site.gate,
  head: `GET /verify HTTP/1.1\r\nHost: gate\r\n${about}`,
  cookieName: cookieName(gateCookies.ticket),
  claims: claimsFor(name),
  kid,
  key,
  step: total / steps,
};
const began = performance.now();
const worker = new Worker(new URL("./send-tickets.ts", import.meta.url), { workerData });
console.log("The memory of the app's process, in MiB, after so many different tickets");
for await (const [{ answered, wrong }] of on(worker, "message")) {
  if (wrong) throw new Error(`instead of 204: ${wrong}`);
  const perSecond = Math.round((answered / (performance.now() - began)) * 1000);
  console.log({ answered, mebibytes: await residentOf(site.pid), perSecond });
  if (answered >= total) break;
}
await worker.terminate();

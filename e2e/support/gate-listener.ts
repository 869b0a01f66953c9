import { once } from "node:events";
import { request } from "node:http";
import type { AddressInfo } from "node:net";
import { text } from "node:stream/consumers";
import { onTestFinished } from "vitest";
import type { GateState } from "#lib/gate/gate-state.ts";
import { serveGate } from "#lib/gate/serve-gate.ts";

/** A listener of its own, as an instance has one, until the test is over. */
export async function serve(state: GateState) {
  const server = serveGate(state);
  server.listen(0, "127.0.0.1");
  await once(server, "listening");
  onTestFinished(() => {
    server.close();
    server.closeAllConnections();
  });
  return { server, port: (server.address() as AddressInfo).port };
}

/** Asks over the wire. (`fetch` sets no Cookie header.) */
export async function get(port: number, path: string, headers: Record<string, string> = {}) {
  const asking = request({ host: "127.0.0.1", port, path, headers }).end();
  const [response] = await once(asking, "response");
  return {
    status: response.statusCode as number,
    headers: response.headers,
    body: await text(response),
  };
}

import { createServer, type Server } from "node:http";
import { log } from "#lib/telemetry/log.ts";
import { answerVerify } from "./answer-verify.ts";
import type { GateState } from "./gate-state.ts";

const paths: Record<string, { redirects: boolean }> = {
  "/verify": { redirects: true },
  // For nginx, whose auth_request knows 401 and 403 and nothing else.
  "/verify/plain": { redirects: false },
};

/** The listener that proxies ask, apart from Next.js, which costs thirty times as much a request. */
export function serveGate(state: GateState): Server {
  const server = createServer(async (request, response) => {
    // Caddy and Traefik put the query of the request behind it.
    const [name = ""] = (request.url ?? "").split("?", 1);
    const path = paths[name];
    if (!path) return response.writeHead(404).end();
    try {
      const { status, headers, body } = await answerVerify(request.headers, path.redirects, state);
      response.writeHead(status, { ...headers, "Cache-Control": "no-store" }).end(body);
    } catch (error) {
      log.error({ err: error }, "the gate could not decide");
      response.writeHead(503, { "Cache-Control": "no-store" }).end();
    }
  });
  server.keepAliveTimeout = 60_000;
  return server;
}

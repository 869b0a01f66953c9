import { createServer, type Server } from "node:http";
import type { Site } from "#lib/http/security-headers.ts";
import { refuseUnreadable } from "./refuse-unreadable.ts";

/** How long the head of a request, and all of it, may take to arrive; in milliseconds. */
const limits = { head: 10_000, request: 10_000, checkEvery: 500 };

/** The head of a request, in bytes: what a URL of any length and its cookies need. */
const maxHeaderSize = 16 * 1024;

/**
 * A server that does not listen yet, and bounds what it takes: size of the head, and the time until
 * a request is there. What it refuses by itself looks like all other refusals.
 */
export function makeServer(site: Site, { head, request, checkEvery } = limits): Server {
  const server = createServer({
    maxHeaderSize,
    headersTimeout: head,
    requestTimeout: request,
    connectionsCheckingInterval: checkEvery,
    // Node would answer bare; `answerSecurely` refuses these.
    requireHostHeader: false,
    // Only development has an ear for websockets; elsewhere the wish is passed over (RFC 9110 §7.8).
    shouldUpgradeCallback: () => site.dev,
  });
  // As it may be (RFC 9110 §10.1.1), an expectation that we don't know is passed over.
  server.on("checkExpectation", (incoming, response) => server.emit("request", incoming, response));
  refuseUnreadable(server, site);
  return server;
}

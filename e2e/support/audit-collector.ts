import { once } from "node:events";
import { createServer, type IncomingMessage, type ServerResponse } from "node:http";
import type { AddressInfo } from "node:net";
import { text } from "node:stream/consumers";

/** One POST as a collector got it. */
export type Received = { headers: IncomingMessage["headers"]; body: string };

type Answer = (response: ServerResponse) => unknown;

const accept: Answer = (response) => response.writeHead(204).end();

/**
 * Starts a collector of audit events on loopback.
 * @returns its URL, what it `received`, and `answers`, which are given one a request before it
 *   takes whatever comes
 */
export async function startCollector() {
  const received: Received[] = [];
  const answers: Answer[] = [];
  const server = createServer(async (request, response) => {
    received.push({ headers: request.headers, body: await text(request) });
    await (answers.shift() ?? accept)(response);
  });
  server.listen(0, "127.0.0.1");
  await once(server, "listening");
  const { port } = server.address() as AddressInfo;
  const close = () => {
    server.close();
    server.closeAllConnections();
  };
  return { url: new URL(`http://localhost:${port}/ingest`), received, answers, close };
}

/** The places of the events in JSON Lines, in the order of the lines. */
export function placesIn(lines: string): number[] {
  if (lines && !lines.endsWith("\n")) throw new Error("the last line has no end");
  return lines
    .split("\n")
    .filter(Boolean)
    .map((line) => JSON.parse(line).metadata.sequence);
}

/** Every whole number from `first` to `last`. */
export function placesFrom(first: number, last: number): number[] {
  return Array.from({ length: last - first + 1 }, (_, index) => first + index);
}

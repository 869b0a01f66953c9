import { once } from "node:events";
import { createServer, type IncomingMessage, type ServerResponse } from "node:http";
import type { AddressInfo } from "node:net";
import { text } from "node:stream/consumers";
import { eq, sql } from "drizzle-orm";
import { auditDeliveries } from "#db/audit-schema.ts";
import { httpSink } from "#lib/audit/http-sink.ts";
import { getDatabase } from "#lib/database.ts";
import { sealNew } from "./seal-trail.ts";

/** One POST as a collector got it. */
type Received = { headers: IncomingMessage["headers"]; body: string };

type Answer = (response: ServerResponse) => unknown;

const accept: Answer = (response) => response.writeHead(204).end();

/**
 * Starts a collector of audit events on loopback.
 * @returns its URL, what it `received`, and `answers`, which are given one a request before it
 *   takes whatever comes
 */
async function startCollector() {
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

/**
 * A collector and its sink, which has the trail so far, so that the events of other tests are not in
 * the way: what comes has places from `begin` on.
 */
export async function startSink() {
  const { last } = await sealNew();
  const collector = await startCollector();
  const sink = httpSink(collector.url, "the-token");
  await getDatabase().insert(auditDeliveries).values({ sink: sink.name, position: last });
  const receivedPlaces = () => collector.received.flatMap(({ body }) => placesIn(body));
  /** The place that was acknowledged, and the seconds that the sink is left alone. */
  const progress = async () => {
    const [row] = await getDatabase()
      .select({
        position: auditDeliveries.position,
        pause: sql<number>`extract(epoch from ${auditDeliveries.heldUntil} - now())::float`,
      })
      .from(auditDeliveries)
      .where(eq(auditDeliveries.sink, sink.name));
    return { position: row?.position, pause: row?.pause ?? 0 };
  };
  return { ...collector, sink, begin: last + 1, receivedPlaces, progress };
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

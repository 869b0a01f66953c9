import { once } from "node:events";
import {
  createServer,
  type IncomingMessage,
  type RequestListener,
  type Server,
  type ServerResponse,
} from "node:http";
import type { Duplex } from "node:stream";
import { setTimeout as wait } from "node:timers/promises";
import { promisify } from "node:util";
import { requestIdOf } from "#lib/http/caller.ts";
import { runWithPeer } from "#lib/http/peer.ts";
import { LaunchError } from "./launch-error.ts";

/**
 * How long a proxy that holds connections has to learn that it should send nothing more, in
 * milliseconds: a connection that is closed while a request is on its way is an error to somebody.
 */
const notice = 1500;

/** How long requests in flight may take after that, in milliseconds. */
const lastRequests = 5000;

/** Where a proxy asks whether to send requests here. */
const readiness = "/api/health/ready";

const listen = async (server: Server, port: number): Promise<void> => {
  try {
    server.listen(port);
    await once(server, "listening");
  } catch (error) {
    const taken = (error as NodeJS.ErrnoException).code === "EADDRINUSE";
    throw new LaunchError(
      `Port ${port} ${taken ? "is taken by another program" : `can't be opened (${error})`}. Set PORT to another one.`,
    );
  }
};

/** @throws LaunchError when `port` can't be listened on */
export async function checkPort(port: number): Promise<void> {
  const server = createServer();
  await listen(server, port);
  server.close();
  await once(server, "close");
}

/** Whether a server is about to close. */
type Leave = { taken: boolean };

/** Once the server closes, a connection that is still open gets no further request answered on it. */
const takeLeave = (request: IncomingMessage, response: ServerResponse): boolean => {
  response.setHeader("Connection", "close");
  if (request.url !== readiness) return false;
  response.writeHead(503).end();
  return true;
};

const countConnections = (server: Server) => promisify(server.getConnections.bind(server))();

/** Every request gets its id and the socket's address here, whatever then answers it. */
const inContext =
  (leave: Leave, serve: RequestListener): RequestListener =>
  (request, response) => {
    const id = requestIdOf(request.headers["x-request-id"]?.toString());
    request.headers["x-request-id"] = id;
    response.setHeader("X-Request-Id", id);
    if (leave.taken && takeLeave(request, response)) return;
    const address = request.socket.remoteAddress?.replace(/^::ffff:/, "") ?? "";
    runWithPeer(address, () => serve(request, response));
  };

/**
 * Lets `server` answer with `serve` at `port`.
 * @returns what closes it: readiness says no at once; while connections are open they have a moment
 *   to be left, then new ones are refused and requests in flight get five seconds
 * @throws LaunchError when the port can't be listened on
 */
export async function serveAt(port: number, server: Server, serve: RequestListener) {
  const upgraded = new Set<Duplex>();
  const leave = { taken: false };
  server.on("request", inContext(leave, serve));
  server.on("upgrade", (_, socket) => {
    upgraded.add(socket);
    socket.once("close", () => upgraded.delete(socket));
  });
  await listen(server, port);
  return async (): Promise<void> => {
    leave.taken = true;
    if ((await countConnections(server)) > 0) await wait(notice);
    const closed = once(server, "close");
    server.close();
    const putAway = () => {
      // A connection that is kept alive becomes idle when its request ends.
      server.closeIdleConnections();
      // Reloading in development holds one open for good.
      for (const socket of upgraded) socket.destroy();
    };
    putAway();
    const idle = setInterval(putAway, 100);
    const last = setTimeout(() => server.closeAllConnections(), lastRequests);
    await closed;
    clearInterval(idle);
    clearTimeout(last);
  };
}

import { once } from "node:events";
import {
  createServer,
  type IncomingMessage,
  type RequestListener,
  type Server,
  type ServerResponse,
} from "node:http";
import type { Duplex } from "node:stream";
import { requestIdOf } from "#lib/http/caller.ts";
import { runWithPeer } from "#lib/http/peer.ts";
import { LaunchError } from "./launch-error.ts";

/** How long requests in flight may take once the process stops, in milliseconds. */
const lastRequests = 6000;

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

/** Once the server closes, a connection that is still open gets no further request answered on it. */
const takeLeave = (request: IncomingMessage, response: ServerResponse): boolean => {
  response.setHeader("Connection", "close");
  if (request.url !== readiness) return false;
  response.writeHead(503).end();
  return true;
};

/** Every request gets its id and the socket's address here, whatever then answers it. */
const inContext =
  (server: Server, serve: RequestListener): RequestListener =>
  (request, response) => {
    const id = requestIdOf(request.headers["x-request-id"]?.toString());
    request.headers["x-request-id"] = id;
    response.setHeader("X-Request-Id", id);
    if (!server.listening && takeLeave(request, response)) return;
    const address = request.socket.remoteAddress?.replace(/^::ffff:/, "") ?? "";
    runWithPeer(address, () => serve(request, response));
  };

/**
 * Lets `server` answer with `serve` at `port`.
 * @returns what closes it: new connections are refused at once, requests in flight get six seconds
 * @throws LaunchError when the port can't be listened on
 */
export async function serveAt(port: number, server: Server, serve: RequestListener) {
  const upgraded = new Set<Duplex>();
  server.on("request", inContext(server, serve));
  server.on("upgrade", (_, socket) => {
    upgraded.add(socket);
    socket.once("close", () => upgraded.delete(socket));
  });
  await listen(server, port);
  return async (): Promise<void> => {
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

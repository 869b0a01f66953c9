import { once } from "node:events";
import { createServer, type IncomingMessage } from "node:http";
import type { AddressInfo } from "node:net";
import { text } from "node:stream/consumers";
import { WebSocketServer } from "ws";

/** A request, exactly as it reached the service. */
export class Arrival {
  readonly method: string;
  readonly url: string;
  readonly rawHeaders: string[];
  readonly body: string;

  constructor({ method = "", url = "", rawHeaders }: IncomingMessage, body: string) {
    this.method = method;
    this.url = url;
    this.rawHeaders = rawHeaders;
    this.body = body;
  }

  /** The values of every header that a program may read as `name`: CGI knows no dash from a dot. */
  valuesOf(name: string): string[] {
    const same = (one = "") => one.toLowerCase().replaceAll(/[^a-z0-9]/g, "-");
    return this.rawHeaders.filter(
      (_, at) => at % 2 === 1 && same(this.rawHeaders[at - 1]) === same(name),
    );
  }
}

/** A service that never heard of passkeys: it answers everybody, and notes what arrived. */
export async function startDummyService() {
  const arrivals: Arrival[] = [];
  const server = createServer(async (request, response) => {
    arrivals.push(new Arrival(request, await text(request)));
    response.writeHead(200, { "Content-Type": "text/html" });
    response.end(`<title>The service</title><h1>Served ${request.method}</h1>`);
  });
  const sockets = new WebSocketServer({ server });
  // Anything else that a connection could be made into, and go on without the proxy's looking.
  server.on("upgrade", (request) => {
    if (request.headers.upgrade !== "websocket") arrivals.push(new Arrival(request, ""));
  });
  sockets.on("connection", (socket, request) => {
    arrivals.push(new Arrival(request, ""));
    // A proxy that ends may say so in a way that this side doesn't take.
    socket.on("error", () => {});
    socket.on("message", (message) => socket.send(`echo ${message}`));
  });
  server.listen(0, "127.0.0.1");
  await once(server, "listening");
  const stop = async () => {
    for (const socket of sockets.clients) socket.terminate();
    server.closeAllConnections();
    server.close();
    await once(server, "close");
  };
  return { port: (server.address() as AddressInfo).port, arrivals, stop };
}

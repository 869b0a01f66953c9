import { once } from "node:events";
import { createServer, type IncomingMessage, request, type ServerResponse } from "node:http";
import type { AddressInfo } from "node:net";

/** Asks another server, and waits for what it answers. */
const asked = async (origin: string, path: string, headers: IncomingMessage["headers"]) => {
  const asking = request(new URL(path, origin), { headers }).end();
  const [answer] = (await once(asking, "response")) as [IncomingMessage];
  return answer;
};

const pass = (from: IncomingMessage, to: ServerResponse) => {
  to.writeHead(from.statusCode ?? 502, from.headers);
  from.pipe(to);
};

/**
 * A service that shows who comes, and in front of it a proxy as small as one can be: it asks the gate
 * about every request, and hands what is below /.latchkey/ to the app.
 * @returns its port, and what ends it
 */
export async function serveBehindGate(appOrigin: string) {
  const gate = `http://${process.env.E2E_GATE}`;
  const server = createServer(async (incoming, response) => {
    const { url = "", method = "", headers } = incoming;
    if (url.startsWith("/.latchkey/")) return pass(await asked(appOrigin, url, headers), response);
    const { host = "", cookie = "", accept = "" } = headers;
    const verdict = await asked(gate, "/verify", {
      "x-forwarded-method": method,
      "x-forwarded-host": host,
      "x-forwarded-uri": url,
      ...(cookie && { cookie }),
      accept,
    });
    if (verdict.statusCode !== 204) return pass(verdict, response);
    verdict.resume();
    response.setHeader("Content-Type", "text/html");
    response.end(`<h1>Wiki</h1><p>${verdict.headers["x-auth-subject"]} at ${url}</p>`);
  });
  server.listen(0, "127.0.0.1");
  await once(server, "listening");
  const stop = () => {
    server.close();
    server.closeAllConnections();
  };
  return { port: (server.address() as AddressInfo).port, stop };
}

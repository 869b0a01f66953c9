import { createServer } from "node:http";

/** The least that a server on Node can do: the service behind the proxies, and what /verify is held against. */
const [port = "0", status = "200"] = process.argv.slice(2);
const server = createServer((_, response) => {
  response.writeHead(Number(status), { "Content-Length": 0 }).end();
});
server.keepAliveTimeout = 60_000;
server.listen(Number(port), "127.0.0.1");

import { type IncomingMessage, request } from "node:http";
import { request as requestByTls } from "node:https";
import { text } from "node:stream/consumers";

/** What is sent; headers in pairs, so that one can stand twice. `servername`: by TLS, to that name. */
export type Sent = {
  servername?: string;
  method?: string;
  host?: string;
  headers?: [string, string][];
  body?: string;
};

export type Answer = { status: number; headers: Headers; body: string };

const toHeaders = (raw: string[]) => {
  const headers = new Headers();
  for (let at = 0; at < raw.length; at += 2) headers.append(raw[at] ?? "", raw[at + 1] ?? "");
  return headers;
};

/**
 * Sends one request on a connection of its own, exactly as it is given.
 * @param target what stands in the request line
 */
export function ask(
  port: number,
  target: string,
  { servername, method = "GET", host = `127.0.0.1:${port}`, headers = [], body }: Sent = {},
): Promise<Answer> {
  const { promise, resolve, reject } = Promise.withResolvers<Answer>();
  const length: [string, string][] =
    body === undefined ? [] : [["Content-Length", String(Buffer.byteLength(body))]];
  const lines = [["Host", host], ["Connection", "close"], ...length, ...headers];
  const named = new Set(headers.map(([name]) => name.toLowerCase()));
  const sent = (servername ? requestByTls : request)({
    servername,
    host: "127.0.0.1",
    port,
    path: target,
    method,
    agent: false,
    headers: lines.filter(([name = ""], at) => at >= 2 || !named.has(name.toLowerCase())).flat(),
    signal: AbortSignal.timeout(20_000),
  });
  sent.once("error", reject);
  const answerWith = ({ statusCode = 0, rawHeaders }: IncomingMessage, body: string) =>
    resolve({ status: statusCode, headers: toHeaders(rawHeaders), body });
  sent.once("response", async (response) => {
    answerWith(response, await text(response).catch(() => ""));
  });
  sent.once("upgrade", (response, socket) => {
    socket.destroy();
    answerWith(response, "");
  });
  sent.end(body);
  return promise;
}

/** Sends a request of the fetch API to its port on loopback, whatever its host is called. */
export async function callOverNetwork(request: Request): Promise<Response> {
  const { protocol, hostname, host, port, pathname, search } = new URL(request.url);
  const body = await request.text();
  const answer = await ask(Number(port), pathname + search, {
    ...(protocol === "https:" && { servername: hostname }),
    method: request.method,
    host,
    headers: [...request.headers].filter(([name]) => name !== "host"),
    ...(body && { body }),
  });
  const none = [204, 304].includes(answer.status);
  return new Response(none ? null : answer.body, answer);
}

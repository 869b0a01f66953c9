import { type IncomingMessage, type Server, type ServerResponse, STATUS_CODES } from "node:http";
import type { Duplex } from "node:stream";
import { type ProblemCode, refuse } from "#lib/errors.ts";
import { requestIdOf } from "#lib/http/caller.ts";
import { problemResponse } from "#lib/http/problem.ts";
import { type Site, securityHeaders } from "#lib/http/security-headers.ts";
import { log } from "#lib/telemetry/log.ts";
import { newNonce } from "./answer-securely.ts";

/** What Node says of a request that it can't read on; whatever else it says is malformed. */
const codes: Record<string, ProblemCode> = {
  ERR_HTTP_REQUEST_TIMEOUT: "request-timeout",
  HPE_CHUNK_EXTENSIONS_OVERFLOW: "body-too-large",
  HPE_HEADER_OVERFLOW: "headers-too-large",
};

/** How long an answer may take to arrive before the connection is cut, in milliseconds. */
const lastWords = 1000;

const answerOf = async (site: Site, code: ProblemCode, requestId: string): Promise<string> => {
  const problem = problemResponse(refuse(code), requestId);
  const body = await problem.text();
  const headers = {
    ...securityHeaders(site, newNonce()),
    ...Object.fromEntries(problem.headers),
    "content-length": Buffer.byteLength(body),
    connection: "close",
    date: new Date().toUTCString(),
  };
  const lines = Object.entries(headers).map(([name, value]) => `${name}: ${value}`);
  const status = `HTTP/1.1 ${problem.status} ${STATUS_CODES[problem.status]}`;
  return [status, ...lines, "", body].join("\r\n");
};

/** Whether an answer that is written now would be taken for that to the request at fault. */
const isItsTurn = (last: ServerResponse<IncomingMessage> | undefined, socket: Duplex) => {
  if (!last) return true;
  const { req, writableFinished, headersSent } = last;
  if (writableFinished) return req.complete;
  return !req.complete && !headersSent && last.socket === socket;
};

/**
 * Has `server` answer what never becomes a request that can be served: malformed, with too many
 * headers, or too slow. The answer is a problem, with the headers of `site`.
 */
export function refuseUnreadable(server: Server, site: Site): void {
  const lastOf = new WeakMap<Duplex, ServerResponse<IncomingMessage>>();
  server.on("request", (request, response) => lastOf.set(request.socket, response));
  server.on("clientError", async (error: NodeJS.ErrnoException, socket) => {
    // Answered already: Node tells of each further piece that comes.
    if (!socket.writable) return;
    const last = lastOf.get(socket);
    if (error.code === "ECONNRESET" || !isItsTurn(last, socket)) {
      socket.destroy();
      return;
    }
    const code = codes[error.code ?? ""] ?? "invalid-request";
    const given = last?.writableFinished ? null : last?.req.headers["x-request-id"]?.toString();
    const requestId = requestIdOf(given);
    log.info({ requestId, code, reason: error.code });
    const cut = setTimeout(() => socket.destroy(), lastWords);
    socket.once("close", () => clearTimeout(cut));
    socket.end(await answerOf(site, code, requestId));
  });
}

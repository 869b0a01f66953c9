import { randomBytes } from "node:crypto";
import type { IncomingMessage, RequestListener, ServerResponse } from "node:http";
import type { Socket } from "node:net";
import { refuse } from "#lib/errors.ts";
import { problemResponse } from "#lib/http/problem.ts";
import { type Site, securityHeaders } from "#lib/http/security-headers.ts";

/** How long the rest of a request is waited for once it is answered, in milliseconds. */
const restOfRequest = 1000;

/** 128 random bits, as CSP Level 3 §7.1 asks. */
export const newNonce = (): string => randomBytes(16).toString("base64");

/** Next.js reads the nonce for its scripts from the request; a client must not have put it there. */
const putHeaders = (site: Site, request: IncomingMessage, response: ServerResponse) => {
  const nonce = newNonce();
  const headers = securityHeaders(site, nonce);
  for (const [name, value] of Object.entries(headers)) response.setHeader(name, value);
  delete request.headers["content-security-policy-report-only"];
  request.headers["content-security-policy"] = headers["Content-Security-Policy"];
  request.headers["x-nonce"] = nonce;
};

/** Whoever goes on sending what is answered already is cut off, once the answer had time to arrive. */
const cutRest = (request: IncomingMessage, socket: Socket) => {
  if (request.complete) return;
  const cut = setTimeout(() => request.complete || socket.destroy(), restOfRequest);
  socket.once("close", () => clearTimeout(cut));
};

/** RFC 9112 §3.2: a request of HTTP/1.1 names its host. Of `*` Next.js can make nothing. */
const isAddressed = ({ headers, httpVersion, url }: IncomingMessage) =>
  url !== "*" && (httpVersion === "1.0" || headers.host !== undefined);

const refuseUnaddressed = async (request: IncomingMessage, response: ServerResponse) => {
  const id = request.headers["x-request-id"]?.toString() ?? "";
  const problem = problemResponse(refuse("invalid-request"), id);
  const text = await problem.text();
  response.writeHead(problem.status, Object.fromEntries(problem.headers)).end(text);
};

/** Has `serve` answer with the headers of `site`, and with a nonce that is the answer's own. */
export function answerSecurely(site: Site, serve: RequestListener): RequestListener {
  return (request, response) => {
    putHeaders(site, request, response);
    const { socket } = request;
    response.once("finish", () => cutRest(request, socket));
    const answer = isAddressed(request) ? serve : refuseUnaddressed;
    return answer(request, response);
  };
}

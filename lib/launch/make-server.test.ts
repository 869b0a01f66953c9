import { once } from "node:events";
import type { RequestListener } from "node:http";
import { expect, onTestFinished, test, vi } from "vitest";
import { findFreePort } from "#db/embedded/find-free-port.ts";
import { log } from "#lib/telemetry/log.ts";
import { answerSecurely } from "./answer-securely.ts";
import { serveAt } from "./listen.ts";
import { makeServer } from "./make-server.ts";
import { openRaw, readAnswer } from "./raw-connection.ts";

log.level = "silent";

const limits = { head: 300, request: 300, checkEvery: 30 };

const serve = async (listener: RequestListener, { dev = false, within = limits } = {}) => {
  const site = { dev, https: true };
  const port = await findFreePort();
  const server = makeServer(site, within);
  onTestFinished(await serveAt(port, server, answerSecurely(site, listener)));
  return { port, server };
};

/** Answers with all of the body, once it is there. */
const echo: RequestListener = async (request, response) => {
  let body = "";
  try {
    for await (const chunk of request) body += chunk;
  } catch {
    return;
  }
  response.end(`${request.method} ${body}`);
};

const head = (line: string, ...headers: string[]) =>
  `${[`${line} HTTP/1.1`, "Host: localhost", ...headers].join("\r\n")}\r\n\r\n`;

const chunked = "Transfer-Encoding: chunked";
const post = head("POST /", "Content-Length: 1000", "X-Request-Id: of-the-cut-one");

/** In the form of all refusals, with the headers of all answers. */
const expectProblem = (text: string, status: number, code: string) => {
  const answer = readAnswer(text);
  expect(answer.status).toBe(status);
  const { requestId, ...problem } = JSON.parse(answer.body);
  expect(problem).toMatchObject({ status, code });
  expect(answer.headers.get("x-request-id")).toBe(requestId);
  expect(answer.headers.get("content-type")).toBe("application/problem+json");
  expect(answer.headers.get("cache-control")).toBe("no-store");
  expect(answer.headers.get("connection")).toBe("close");
  expect(answer.headers.get("content-security-policy")).toContain("frame-ancestors 'none'");
  expect(answer.headers.get("strict-transport-security")).not.toBeNull();
  expect(answer.headers.get("x-content-type-options")).toBe("nosniff");
};

test.each([
  ["no request at all", "NONSENSE\r\n\r\n", 400, "invalid-request"],
  ["another protocol", "PRI * HTTP/2.0\r\n\r\nSM\r\n\r\n", 400, "invalid-request"],
  ["a length of two kinds", head("POST /", "Content-Length: 2", chunked), 400, "invalid-request"],
  ["two lengths", head("POST /", "Content-Length: 2", "Content-Length: 3"), 400, "invalid-request"],
  ["headers folded", head("GET /", "A: b", " c"), 400, "invalid-request"],
  ["headers of 17 KiB", head("GET /", `A: ${"x".repeat(17_408)}`), 431, "headers-too-large"],
  ["a URL of 17 KiB", head(`GET /${"x".repeat(17_408)}`), 431, "headers-too-large"],
  ["many headers", head("GET /", ...Array(3000).fill("a: bcd")), 431, "headers-too-large"],
  [
    "a chunk's endless name",
    `${head("POST /", chunked)}1;${"x".repeat(20_000)}\r\n`,
    413,
    "body-too-large",
  ],
])("%s is refused in our own form", async (_, said, status, code) => {
  const { port } = await serve(echo);
  const { say, closed } = await openRaw(port);

  say(said);

  expectProblem((await closed).text, status, code);
});

test.each([
  ["says nothing", "", ""],
  ["stops in its headers", "GET / HTTP/1.1\r\nHost: local", ""],
  ["sends its headers byte by byte", "GET / HTTP/1.1\r\nHost: local", "h"],
  ["stops in its body", `${post}{`, ""],
  ["sends its body byte by byte", post, " "],
  ["sends its chunks byte by byte", head("POST /", chunked), "1\r\nx\r\n"],
])("a client that %s is cut off with 408", async (_, said, piece) => {
  const { port } = await serve(echo);
  const { say, repeat, closed } = await openRaw(port);

  say(said);
  await Promise.all([piece && repeat(piece, 50), closed]);

  const { text, closedAfter } = await closed;
  expectProblem(text, 408, "request-timeout");
  if (said.startsWith(post)) expect(text).toContain('"requestId":"of-the-cut-one"');
  expect(closedAfter).toBeGreaterThan(limits.request - 50);
  expect(closedAfter).toBeLessThan(3000);
});

test("an answer that takes longer than a request may is not cut off", async () => {
  const { port } = await serve((_, response) => {
    setTimeout(() => response.end("late"), limits.request * 3);
  });

  const answer = await fetch(`http://127.0.0.1:${port}/`);

  expect(await answer.text()).toBe("late");
});

test("nobody goes on sending what was refused", async () => {
  const { port } = await serve((_, response) => response.writeHead(413).end("too much"), {
    within: { head: 20_000, request: 20_000, checkEvery: 30 },
  });
  const { say, repeat, closed } = await openRaw(port);

  say(head("POST /", chunked));
  await repeat(`400\r\n${"x".repeat(1024)}\r\n`, 5);

  const { text, closedAfter } = await closed;
  expect(readAnswer(text).status).toBe(413);
  expect(text.match(/HTTP\/1\.1/g)).toHaveLength(1);
  expect(closedAfter).toBeLessThan(3000);
});

test("a second request that is malformed does not get into the first one's answer", async () => {
  const answers: (() => void)[] = [];
  const { port } = await serve((_, response) => answers.push(() => response.end("first")));
  const { say, closed } = await openRaw(port);

  say(`${head("GET /")}NONSENSE\r\n\r\n`);

  expect((await closed).text).toBe("");
  for (const answer of answers) answer();
});

test("several requests on one connection are answered in their order", async () => {
  const { port } = await serve(echo);
  const { say, closed } = await openRaw(port);

  say(`${head("POST /", "Content-Length: 1")}a${head("POST /", chunked)}1\r\nb\r\n0\r\n\r\n`);
  say(head("GET /", "Connection: close"));

  const { text } = await closed;
  expect(text.match(/(POST|GET) [ab]?/g)).toEqual(["POST a", "POST b", "GET "]);
});

test.each([
  ["that names no host", "GET / HTTP/1.1\r\nConnection: close\r\n\r\n"],
  ["for everything", head("OPTIONS *", "Connection: close")],
])("a request %s is refused", async (_, said) => {
  const { port } = await serve(echo);
  const { say, closed } = await openRaw(port);

  say(said);

  const { status, headers } = readAnswer((await closed).text);
  expect(status).toBe(400);
  expect(headers.get("content-type")).toBe("application/problem+json");
  expect(headers.get("content-security-policy")).toContain("default-src 'none'");
});

test.each(["Expect: the-impossible", "Upgrade: websocket\r\nConnection: upgrade"])(
  "%s is passed over",
  async (wish) => {
    const { port } = await serve((_, response) => response.end("plain"));
    const { say, told, closed } = await openRaw(port);

    say(head("GET /", wish));
    await vi.waitFor(() => expect(told.text).toContain("plain"));
    say(head("GET /", "Connection: close"));

    expect((await closed).text.match(/HTTP\/1\.1 200/g)).toHaveLength(2);
  },
);

test("in development a websocket is heard", async () => {
  const { port, server } = await serve(echo, { dev: true });
  const { say } = await openRaw(port);

  say(head("GET /", "Upgrade: websocket", "Connection: upgrade"));

  await once(server, "upgrade");
});

import { once } from "node:events";
import { createServer, request } from "node:http";
import { connect } from "node:net";
import { expect, onTestFinished, test } from "vitest";
import { findFreePort } from "#db/embedded/find-free-port.ts";
import { peerAddress } from "#lib/http/peer.ts";
import { LaunchError } from "./launch-error.ts";
import { checkPort, serveAt } from "./listen.ts";

const serve = async () => {
  const port = await findFreePort();
  const server = createServer();
  const close = await serveAt(port, server, (incoming, response) => {
    response.end(`${peerAddress()} ${incoming.headers["x-request-id"]}`);
  });
  return { server, port, close };
};

test("handlers learn the peer's address and the request's id, and the client the id", async () => {
  const { port, close } = await serve();
  onTestFinished(close);

  const response = await fetch(`http://127.0.0.1:${port}/`, {
    headers: { "x-request-id": "given-from-outside" },
  });

  expect(await response.text()).toBe("127.0.0.1 given-from-outside");
  expect(response.headers.get("x-request-id")).toBe("given-from-outside");
});

test("an id that is not sane is replaced", async () => {
  const { port, close } = await serve();
  onTestFinished(close);

  const response = await fetch(`http://127.0.0.1:${port}/`, { headers: { "x-request-id": "<x>" } });

  const id = response.headers.get("x-request-id");
  expect(id).toMatch(/^[0-9a-f-]{36}$/);
  expect(await response.text()).toBe(`127.0.0.1 ${id}`);
});

test("closing does not wait for connections that idle or were upgraded", async () => {
  const { server, port, close } = await serve();
  const idle = connect(port, "127.0.0.1");
  await once(idle, "connect");
  const upgrade = request({ port, headers: { connection: "upgrade", upgrade: "websocket" } });
  upgrade.on("error", () => {}).end();
  await once(server, "upgrade");
  idle.write("GET / HTTP/1.1\r\nHost: localhost\r\n\r\n");
  await once(idle, "data");

  const started = Date.now();
  await close();

  expect(Date.now() - started).toBeLessThan(3000);
  await expect(fetch(`http://127.0.0.1:${port}/`)).rejects.toThrow();
});

test("a port that another program has is told of", async () => {
  const { port, close } = await serve();
  onTestFinished(close);

  const told = new LaunchError(
    `Port ${port} is taken by another program. Set PORT to another one.`,
  );

  await expect(checkPort(port)).rejects.toThrow(told);
});

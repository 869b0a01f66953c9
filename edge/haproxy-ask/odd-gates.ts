import { once } from "node:events";
import { connect, type Socket } from "node:net";
import { setTimeout as wait } from "node:timers/promises";
import { Worker } from "node:worker_threads";
import { startRawServer } from "../support/raw-server.ts";

/** What the gate says of somebody. */
export const identity = [
  "X-Auth-Subject: somebody",
  "X-Auth-Device: device",
  "X-Auth-Roles: ",
  "X-Auth-Time: 1",
  "X-Auth-Email: ",
  "X-Auth-Name: ",
  "Cache-Control: no-store",
];

/** The beginning of an answer, to its empty line. */
export const head = (...lines: string[]) => `${lines.join("\r\n")}\r\n\r\n`;

/** The gate's answer about somebody who may pass. */
export const passing = head("HTTP/1.1 204 No Content", ...identity);

/**
 * Something in the gate's place, which gives the same answer to everybody and keeps connections.
 * @returns also the questions as they came; `answer` sets what it answers from then on, to the
 *   byte; nothing closes the connection
 */
export async function startOddGate() {
  const asked: string[] = [];
  let [given, connections] = ["", 0];
  const { port, stop } = await startRawServer((socket) => {
    connections += 1;
    socket.on("data", (question) => {
      asked.push(question.toString("latin1"));
      if (given) socket.write(given);
      else socket.destroy();
    });
  });
  const answer = (bytes: string) => {
    given = bytes;
  };
  return { port, asked, answer, connections: () => connections, stop };
}

/** Listens with room for one, and accepts nobody for good: only a thread of its own can stand so still. */
const stuck = `
const { parentPort } = require("node:worker_threads");
const server = require("node:net").createServer();
server.listen({ port: 0, host: "127.0.0.1", backlog: 1 }, () => {
  parentPort.postMessage(server.address().port);
  setImmediate(() => Atomics.wait(new Int32Array(new SharedArrayBuffer(4)), 0, 0));
});`;

/** A port at which nobody answers so much as a connection, as with a machine that is off. */
export async function startNobody() {
  const worker = new Worker(stuck, { eval: true });
  const [port]: [number] = (await once(worker, "message")) as never;
  const waiting: Socket[] = [];
  const joins = async () => {
    const socket = connect(port, "127.0.0.1").on("error", () => {});
    waiting.push(socket);
    return await Promise.race([once(socket, "connect").then(() => true), wait(300, false)]);
  };
  while (await joins());
  const stop = async () => {
    for (const socket of waiting) socket.destroy();
    await worker.terminate();
  };
  return { port, stop };
}

import { once } from "node:events";
import { connect } from "node:net";
import { setTimeout as wait } from "node:timers/promises";

/** For tests: a connection that says just what it is told to, and keeps what it is answered. */
export async function openRaw(port: number) {
  const socket = connect(port, "127.0.0.1");
  await once(socket, "connect");
  const opened = performance.now();
  const told = { text: "", closedAfter: Number.POSITIVE_INFINITY };
  socket.on("data", (data) => {
    told.text += data;
  });
  // To be cut off in the middle of what one says is what these tests are about.
  socket.on("error", () => {});
  const closed = new Promise<typeof told>((resolve) => {
    socket.once("close", () => {
      told.closedAfter = performance.now() - opened;
      resolve(told);
    });
  });
  /** Says `piece` again and again until the connection is closed, every `interval` milliseconds. */
  const repeat = async (piece: string, interval: number) => {
    while (!socket.closed) {
      if (socket.writableLength === 0) socket.write(piece);
      await wait(interval);
    }
  };
  return { say: (text: string) => socket.write(text), repeat, closed, told };
}

/** The status, headers and body of the first answer in `text`. */
export function readAnswer(text: string) {
  const [head = "", body = ""] = text.split("\r\n\r\n", 2);
  const [line = "", ...lines] = head.split("\r\n");
  const headers = new Headers(lines.map((one) => one.split(/: (.*)/s, 2) as [string, string]));
  return { status: Number(line.split(" ")[1]), headers, body };
}

import { connect, type Socket } from "node:net";
import { parentPort, Worker, workerData } from "node:worker_threads";

/** Requests, of which each connection sends one after the other, in turn. */
export type Load = { port: number; requests: string[]; connections: number; seconds: number };

/** What came of it: answers a second, and the first that was not as it is expected. */
export type Measured = { perSecond: number; wrong: string | null };

const end = "\r\n\r\n";

/** The length of the first whole answer in `text`; 0 where it is not whole yet. */
const answerLength = (text: string) => {
  const head = text.indexOf(end);
  if (head < 0) return 0;
  const body = /\r\ncontent-length: (\d+)/i.exec(text.slice(0, head))?.[1] ?? "0";
  const length = head + end.length + Number(body);
  return text.length >= length ? length : 0;
};

/** Sends requests on kept connections for some seconds; `expected` is how an answer begins. */
const send = ({ port, requests, connections, seconds, expected }: Load & { expected: string }) => {
  let [answered, next] = [0, 0];
  let wrong: string | null = null;
  const request = () => requests[next++ % requests.length] ?? "";
  const open = new Set<Socket>();
  let over = false;
  const start = () => {
    let waiting = "";
    const socket = connect(port, "127.0.0.1", () => socket.write(request()));
    open.add(socket);
    socket.setNoDelay(true);
    socket.setEncoding("latin1");
    socket.on("data", (chunk) => {
      waiting += chunk;
      const length = answerLength(waiting);
      if (length === 0) return;
      if (!waiting.startsWith(expected)) wrong ??= waiting;
      answered += 1;
      waiting = waiting.slice(length);
      socket.write(request());
    });
    // nginx ends a connection after a thousand requests.
    socket.on("error", () => {});
    socket.once("close", () => {
      open.delete(socket);
      if (!over) start();
    });
  };
  const started = performance.now();
  for (let one = 0; one < connections; one += 1) start();
  setTimeout(() => {
    over = true;
    const took = (performance.now() - started) / 1000;
    for (const socket of open) socket.destroy();
    parentPort?.postMessage({ perSecond: Math.round(answered / took), wrong });
  }, seconds * 1000);
};

if (parentPort) send(workerData);

/** Runs a load on a thread of its own. @param expected how each answer begins */
export function measureLoad(load: Load, expected: string): Promise<Measured> {
  const { promise, resolve, reject } = Promise.withResolvers<Measured>();
  const worker = new Worker(import.meta.filename, { workerData: { ...load, expected } });
  worker.once("message", resolve);
  worker.once("error", reject);
  return promise;
}

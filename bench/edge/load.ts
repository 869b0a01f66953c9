import { connect, type Socket } from "node:net";
import { parentPort, Worker, workerData } from "node:worker_threads";

/** A request that each connection sends again and again. */
export type Load = { port: number; request: string; connections: number; seconds: number };

/** What came of it: answers a second, and the first that was not as it is expected. */
export type Measured = { perSecond: number; wrong: string | null };

type Target = { port: number; connections: number; expected: string };
type Answered = { answered: number; wrong: string | null };

const end = "\r\n\r\n";

/** The length of the first whole answer in `text`; 0 where it is not whole yet. */
const answerLength = (text: string) => {
  const head = text.indexOf(end);
  if (head < 0) return 0;
  const body = /\r\ncontent-length: (\d+)/i.exec(text.slice(0, head))?.[1] ?? "0";
  const length = head + end.length + Number(body);
  return text.length >= length ? length : 0;
};

/**
 * Sends what `request` gives on kept connections, one after the other on each.
 * @param onAnswer is told how many answers there were so far, and the first that was not as expected
 * @returns what ends it
 */
export function sendLoad(
  { port, connections, expected }: Target,
  request: () => string,
  onAnswer: (so: Answered) => void,
): () => void {
  const so: Answered = { answered: 0, wrong: null };
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
      if (!waiting.startsWith(expected)) so.wrong ??= waiting;
      so.answered += 1;
      waiting = waiting.slice(length);
      onAnswer(so);
      if (!over) socket.write(request());
    });
    // nginx ends a connection after a thousand requests.
    socket.on("error", () => {});
    socket.once("close", () => {
      open.delete(socket);
      if (!over) start();
    });
  };
  for (let one = 0; one < connections; one += 1) start();
  return () => {
    over = true;
    for (const socket of open) socket.destroy();
  };
}

const sendForSeconds = ({ seconds, request, ...target }: Load & Target) => {
  const started = performance.now();
  let last: Answered = { answered: 0, wrong: null };
  const end = sendLoad(
    target,
    () => request,
    (so) => {
      last = so;
    },
  );
  setTimeout(() => {
    end();
    const took = (performance.now() - started) / 1000;
    const perSecond = Math.round(last.answered / took);
    parentPort?.postMessage({ perSecond, wrong: last.wrong });
  }, seconds * 1000);
};

if (workerData?.seconds) sendForSeconds(workerData);

/** Runs a load on a thread of its own. @param expected how each answer begins */
export function measureLoad(load: Load, expected: string): Promise<Measured> {
  const { promise, resolve, reject } = Promise.withResolvers<Measured>();
  const worker = new Worker(import.meta.filename, { workerData: { ...load, expected } });
  worker.once("message", resolve);
  worker.once("error", reject);
  return promise;
}

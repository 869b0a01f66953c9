import { getEnv } from "#lib/env.ts";
import { log } from "#lib/telemetry/log.ts";
import { type Lease, returnLease, takeLease } from "./delivery-lease.ts";
import { listDeliveries } from "./list-deliveries.ts";
import { openSink } from "./open-sink.ts";
import { readTrail } from "./read-trail.ts";
import { type Batch, type Sink, SinkFault } from "./sink.ts";
import { toLine } from "./to-ocsf.ts";

const mostEvents = 500;
const mostBytes = 1024 * 1024;
const mostSeconds = 5 * 60;
const tellEveryMilliseconds = 5 * 60 * 1000;
const lookEveryMilliseconds = 2000;
/** After a fault of our own, such as a database that is away. */
const restMilliseconds = 60_000;

/** The batch that follows `position`; null where nothing does. */
const readBatch = async (position: number): Promise<Batch | null> => {
  const batch: Batch = { lines: [], first: 0, last: position };
  let bytes = 0;
  for (const entry of await readTrail(position, mostEvents)) {
    const line = toLine(entry, getEnv());
    bytes += Buffer.byteLength(line);
    if (bytes > mostBytes && batch.lines.length > 0) break;
    if (batch.lines.length === 0) batch.first = entry.position;
    batch.last = entry.position;
    batch.lines.push(line);
  }
  return batch.lines.length > 0 ? batch : null;
};

/** What went wrong, without the server's words and without what an address may hold. */
const reasonOf = (error: unknown): string => {
  if (error instanceof SinkFault) return error.message;
  const { cause, code, name } = Object(error);
  // A DOMException, such as a time-out, has a number for a code.
  const [first] = [cause?.code, cause?.message, code, name].filter(
    (word) => typeof word === "string",
  );
  return first ?? "unknown";
};

/** Twice as long after each failure, up to five minutes, and up to half of it less by chance. */
const pauseAfter = (failures: number, error: unknown): number => {
  const fault = error instanceof SinkFault ? error : null;
  const most = fault?.lasting ? mostSeconds : Math.min(2 ** failures, mostSeconds);
  return Math.max(most * (0.5 + Math.random() / 2), fault?.retryAfter ?? 0);
};

/**
 * Makes what delivers to `sink` all that waits, unless another instance does. A batch counts once the
 * sink has acknowledged it; what fails in between is sent again.
 */
export function makeDelivery(sink: Sink): () => Promise<void> {
  let failures = 0;
  let failedAt: number | null = null;
  let toldAt = Number.NEGATIVE_INFINITY;

  const tell = async (error: unknown, seconds: number) => {
    if (Date.now() - toldAt < tellEveryMilliseconds) return;
    toldAt = Date.now();
    const own = (await listDeliveries()).find((one) => one.sink === sink.name);
    const facts = { sink: sink.name, reason: reasonOf(error), waiting: own?.waiting };
    const level = error instanceof SinkFault && error.lasting ? "error" : "warn";
    log[level]({ ...facts, since: own?.since, seconds }, "the audit sink takes no events");
  };

  const fail = async (lease: Lease, error: unknown) => {
    // Another instance may have got further since this one failed last.
    failures = failedAt === lease.position ? failures + 1 : 1;
    failedAt = lease.position;
    const seconds = pauseAfter(failures, error);
    await returnLease(lease, lease.position, seconds);
    await tell(error, Math.round(seconds));
  };

  const succeed = async (lease: Lease, { last }: Batch) => {
    await returnLease(lease, last);
    if (failedAt !== null) log.info({ sink: sink.name }, "the audit sink takes events again");
    failedAt = null;
    toldAt = Number.NEGATIVE_INFINITY;
  };

  return async () => {
    for (let lease = await takeLease(sink.name); lease; lease = await takeLease(sink.name)) {
      const batch = await readBatch(lease.position);
      if (!batch) return void (await returnLease(lease, lease.position));
      try {
        await sink.send(batch);
      } catch (error) {
        return await fail(lease, error);
      }
      await succeed(lease, batch);
    }
  };
}

/** Looks every two seconds for what AUDIT_SINK lacks, without keeping the process alive. */
export function scheduleDelivery(): void {
  const { auditSink } = getEnv();
  if (!auditSink) return;
  const deliver = makeDelivery(openSink(auditSink));
  let running = false;
  let restsUntil = 0;
  const look = async () => {
    if (running || Date.now() < restsUntil) return;
    running = true;
    try {
      await deliver();
    } catch (error) {
      restsUntil = Date.now() + restMilliseconds;
      log.warn({ err: error }, "the audit trail could not be delivered; it is tried in a minute");
    } finally {
      running = false;
    }
  };
  setInterval(look, lookEveryMilliseconds).unref();
}

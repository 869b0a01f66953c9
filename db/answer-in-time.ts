import type postgres from "postgres";
import { isUnreachable, UnansweredError } from "./unreachable.ts";

/**
 * How long a statement waits for a connection, and for its answer: more than the five seconds that
 * the database gives it, so that the database's word comes first.
 */
const answerMilliseconds = 6000;

const start = (fail: (error: Error) => void, code: UnansweredError["code"]) =>
  setTimeout(() => fail(new UnansweredError(code)), answerMilliseconds);

/** Lets `most` works run at once; the others wait, in the order that they came, and not for long. */
const takeTurns = (most: number) => {
  let free = most;
  const waiting = new Set<PromiseWithResolvers<void>>();
  const waitForTurn = () => {
    const turn = Promise.withResolvers<void>();
    const timer = start(turn.reject, "CONNECTIONS_BUSY");
    waiting.add(turn);
    return turn.promise.finally(() => {
      clearTimeout(timer);
      waiting.delete(turn);
    });
  };
  const take = async <T>(work: () => Promise<T>): Promise<T> => {
    if (free > 0) free -= 1;
    else await waitForTurn();
    try {
      return await work();
    } finally {
      const [next] = waiting;
      if (next) {
        waiting.delete(next);
        next.resolve();
      } else free += 1;
    }
  };
  const sendAway = (error: unknown) => {
    for (const turn of waiting) turn.reject(error);
  };
  return { take, sendAway };
};

/** `work`, unless it takes longer than any answer of a living database does. */
const inTime = <T>(work: Promise<T>): Promise<T> => {
  const { promise: silence, reject } = Promise.withResolvers<never>();
  const timer = start(reject, "CONNECTION_SILENT");
  return Promise.race([work, silence]).finally(() => clearTimeout(timer));
};

type Unsafe = postgres.Sql["unsafe"];

/** The driver's `unsafe` as Drizzle uses it: awaited, or for its `values()`; `answer` bounds it. */
const bound = (unsafe: Unsafe, answer: <T>(work: () => Promise<T>) => Promise<T>) =>
  ((...given: Parameters<Unsafe>) => {
    const query = unsafe(...given);
    const answered = answer(async () => await query);
    const values = () => {
      // Before the query is sent, which happens in a later microtask.
      query.values();
      return answered;
    };
    return Object.assign(answered, { values });
  }) as unknown as Unsafe;

const withOwn = <T extends object>(target: T, own: Partial<T>): T =>
  new Proxy(target, { get: (all, name) => Reflect.get(name in own ? own : all, name) });

/** What nobody waits for: the driver must not go on with a transaction whose connection is gone. */
const never = new Promise<never>(() => {});

type Work<T> = (sql: postgres.TransactionSql) => Promise<T>;

/**
 * One transaction. Once its connection fails or falls silent it is over for good: no statement of it
 * is sent any more, no commit and no rollback, since the driver might put them on a new connection.
 */
const transact = async <T>(client: postgres.Sql, work: Work<T>): Promise<T> => {
  const { promise: broken, reject } = Promise.withResolvers<never>();
  let over = false;
  const breakOff = (error: unknown) => {
    over = true;
    reject(error);
  };
  let timer = start(breakOff, "CONNECTION_SILENT");
  const answer = async <A>(run: () => Promise<A>): Promise<A> => {
    if (over) throw new UnansweredError("CONNECTION_SILENT");
    return await inTime(run()).catch((error) => {
      if (isUnreachable(error)) breakOff(error);
      throw error;
    });
  };
  const run = async (sql: postgres.TransactionSql) => {
    clearTimeout(timer);
    try {
      return await work(withOwn(sql, { unsafe: bound(sql.unsafe, answer) }));
    } finally {
      if (over) await never;
      timer = start(breakOff, "CONNECTION_SILENT");
    }
  };
  try {
    return (await Promise.race([client.begin(run), broken])) as T;
  } finally {
    over = true;
    clearTimeout(timer);
  }
};

/**
 * Has each statement of `client` answered in time or given up: six seconds for one of its
 * `connections`, then as many for the answer, be it that the network swallows everything.
 * @param onLost called when a connection failed: the driver's pool is not to be used any more
 * @throws UnansweredError, beside what the driver throws
 */
export function answerInTime(
  client: postgres.Sql,
  connections: number,
  onLost: () => void,
): postgres.Sql {
  const turns = takeTurns(connections);
  const watch = <T>(work: () => Promise<T>): Promise<T> =>
    turns.take(work).catch((error) => {
      if (isUnreachable(error)) {
        onLost();
        // Nobody waits for connections that will not come.
        turns.sendAway(error);
      }
      throw error;
    });
  const begin = (work: Work<unknown>) => watch(() => transact(client, work));
  return withOwn(client, {
    unsafe: bound(client.unsafe, (work) => watch(() => inTime(work()))),
    begin: begin as unknown as postgres.Sql["begin"],
  });
}

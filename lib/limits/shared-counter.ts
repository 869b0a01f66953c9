import { sql } from "drizzle-orm";
import { RateLimiterDrizzle, type RateLimiterMemory } from "rate-limiter-flexible";
import { rateLimits } from "#db/schema.ts";
import { getDatabase } from "#lib/database.ts";
import { log } from "#lib/telemetry/log.ts";

const quietMilliseconds = 60_000;
let warnedAt = Number.NEGATIVE_INFINITY;

const warnOfStore = (error: unknown) => {
  if (Date.now() - warnedAt < quietMilliseconds) return;
  warnedAt = Date.now();
  log.warn({ err: error }, "rate limits can't be counted; sign-in goes on, recovery does not");
};

export type CounterOptions = { keyPrefix: string; points: number; duration: number };

/**
 * How long a count may hold up a call, in milliseconds: a database that is silent has what follows
 * wait again.
 */
const mostMilliseconds = 2_000;

const inTime = <T>(count: Promise<T>): Promise<T> => {
  const { promise: late, reject } = Promise.withResolvers<never>();
  const timer = setTimeout(() => reject(new Error("the count took too long")), mostMilliseconds);
  return Promise.race([count, late]).finally(() => clearTimeout(timer));
};

/**
 * Counts in PostgreSQL for all instances, one statement a call, and none for a key that this
 * instance saw at its limit. Windows begin and end by the database's clock, since those of instances
 * may differ: the one thing that the library's own statement does otherwise.
 */
export class SharedCounter extends RateLimiterDrizzle {
  declare getInMemoryBlockMsBeforeExpire: (key: string) => number;

  /** @param insurance counts instead while the database does not; without it, `consume` throws */
  constructor(options: CounterOptions, insurance?: RateLimiterMemory) {
    super({
      ...options,
      storeClient: getDatabase(),
      schema: rateLimits,
      inMemoryBlockOnConsumed: options.points,
      // lib/sweep.ts does that.
      clearExpiredByTimeout: false,
      ...(insurance && { insuranceLimiter: insurance }),
    });
  }

  /** For how many milliseconds `key` is known to be at its limit, without asking anybody. */
  async peek(key: string): Promise<number> {
    return this.getInMemoryBlockMsBeforeExpire(this.getKey(key));
  }

  /** What the library calls to count; it reads `points` and `expire` of what comes back. */
  async _upsert(key: string, points: number, milliseconds: number) {
    try {
      const [row] = await inTime(this.#count(key, points, milliseconds));
      if (!row) throw new Error("the count was not stored");
      return { points: row.points, expire: Date.now() + row.left * 1000 };
    } catch (error) {
      warnOfStore(error);
      throw error;
    }
  }

  async #count(key: string, points: number, milliseconds: number) {
    const over = sql`${rateLimits.expire} <= now()`;
    const end = sql`now() + make_interval(secs => ${milliseconds / 1000})`;
    return await getDatabase()
      .insert(rateLimits)
      .values({ key, points, expire: end })
      .onConflictDoUpdate({
        target: rateLimits.key,
        set: {
          points: sql`case when ${over} then ${points} else ${rateLimits.points} + ${points} end`,
          expire: sql`case when ${over} then ${end} else ${rateLimits.expire} end`,
        },
      })
      .returning({
        points: rateLimits.points,
        left: sql<number>`extract(epoch from ${rateLimits.expire} - now())::float`,
      });
  }
}

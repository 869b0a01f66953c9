import { RateLimiterRes } from "rate-limiter-flexible";
import { getEnv } from "#lib/env.ts";
import { type Refusal, refuse } from "#lib/errors.ts";
import { hashShortSecret } from "#lib/secrets.ts";
import { groupAddress } from "./group-address.ts";
import { type Dimension, dimensions, type LimitName, limits, type Rate } from "./limits.ts";
import { MemoryCounter } from "./memory-counter.ts";
import { SharedCounter } from "./shared-counter.ts";

/** Who calls, by some of what calls are counted by; what is undefined is not counted by. */
export type Who = {
  /** As the request tells it; null where it tells none, which is counted too. */
  address?: string | null;
  browser?: string | null;
  account?: string;
  mailbox?: string;
};

type Counter = SharedCounter | MemoryCounter;

/** On globalThis, so that all copies of this module that a bundler makes count together. */
const place = Symbol.for("latchkey.counters");
const shared = globalThis as { [place]?: Map<string, Counter> };
shared[place] ??= new Map();
const counters = shared[place];

const makeCounter = (name: LimitName, keyPrefix: string, [calls, duration]: Rate): Counter => {
  const { counted, withoutCount } = limits[name];
  const points = Math.max(1, Math.round(calls * getEnv().limitsScale));
  const options = { keyPrefix, points, duration };
  if (counted === "in-memory") return new MemoryCounter(options);
  return new SharedCounter(
    options,
    withoutCount === "open" ? new MemoryCounter(options) : undefined,
  );
};

const counterOf = (name: LimitName, by: Dimension, rate: Rate): Counter => {
  const prefix = `${name} by ${by}`;
  const counter = counters.get(prefix) ?? makeCounter(name, prefix, rate);
  counters.set(prefix, counter);
  return counter;
};

/** What a call is counted by; an address always, known or not. */
const readDimension = (who: Who, by: Dimension): string | null | undefined => {
  if (by === "address") return who.address === undefined ? undefined : groupAddress(who.address);
  return by === "mailbox" ? who.mailbox?.toLowerCase() : who[by];
};

const overLimit = (by: Dimension, milliseconds: number): Refusal => ({
  ...refuse("rate-limited", `by-${by}`),
  retryAfter: Math.max(1, Math.ceil(milliseconds / 1000)),
});

/**
 * Counts a call against the limit `name`, by each of `who` that the limit has a number for. Keys are
 * hashes under a secret of ours, so that the table names nobody.
 * @returns null when it may go on; `rate-limited` with the seconds until it may; `unavailable` where
 *   the count can't be had and the limit says that nothing goes without
 */
export async function checkLimit(name: LimitName, who: Who): Promise<Refusal | null> {
  const limit = limits[name];
  const counts = dimensions.flatMap((by) => {
    const rate = limit[by];
    const value = readDimension(who, by);
    if (!rate || !value) return [];
    const key = hashShortSecret(`limit by ${by}`, value).toString("base64url");
    return { by, key, counter: counterOf(name, by, rate) };
  });
  // First, so that a browser at its limit uses up nothing of its address's.
  for (const { by, key, counter } of counts) {
    const wait = await counter.peek(key);
    if (wait > 0) return overLimit(by, wait);
  }
  for (const { by, key, counter } of counts) {
    try {
      await counter.consume(key);
    } catch (error) {
      if (error instanceof RateLimiterRes) return overLimit(by, error.msBeforeNext);
      return refuse("unavailable", "no-count");
    }
  }
  return null;
}

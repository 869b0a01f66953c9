import { RateLimiterMemory } from "rate-limiter-flexible";

/** Counts in this process alone. */
export class MemoryCounter extends RateLimiterMemory {
  /** For how many milliseconds `key` is at its limit; nothing is counted by asking. */
  async peek(key: string): Promise<number> {
    const seen = await this.get(key);
    return seen && seen.consumedPoints >= this.points ? seen.msBeforeNext : 0;
  }
}

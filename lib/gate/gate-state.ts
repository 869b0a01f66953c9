import { asc, gt, sql } from "drizzle-orm";
import { gateChanges } from "#db/gate-schema.ts";
import { getDatabase } from "#lib/database.ts";
import { listPublicKeys } from "./gate-keys.ts";
import { readServices, type Service } from "./service.ts";
import { type Claims, gateSessionOf, longestTicket, ticketReader } from "./ticket.ts";

/** Longer than any ticket is good: nobody asks for what ended before. */
const rememberedSeconds = longestTicket + 5 * 60;

/** How old what is known may be, in milliseconds: the promise is two seconds. */
const freshMilliseconds = 2_000;

/**
 * What the gate answers from, in memory: services, keys, which gate sessions have ended, and tickets
 * whose signature was found to be good.
 */
export class GateState {
  #services = new Map<string, Service>();
  #read = ticketReader([]);
  #verified = new Map<string, Claims>();
  readonly #ended = new Map<string, number>();
  #lastChange = -1;
  #knownAt = Number.NEGATIVE_INFINITY;
  #refreshing: Promise<void> | undefined;
  #again = false;
  readonly #most: number;

  /** @param most how many tickets are remembered as verified, at some 2 KB each */
  constructor(most = 20_000) {
    this.#most = most;
  }

  /** Whether what is known is recent enough to answer by. */
  get fresh(): boolean {
    return performance.now() - this.#knownAt < freshMilliseconds;
  }

  /** How many tickets are remembered. */
  get size(): number {
    return this.#verified.size;
  }

  /** Reads what changed since the last time; a call meanwhile has it read once more. */
  refresh(): Promise<void> {
    this.#again = true;
    this.#refreshing ??= this.#readAll().finally(() => {
      this.#refreshing = undefined;
    });
    return this.#refreshing;
  }

  serviceAt(host: string): Service | undefined {
    return this.#services.get(host);
  }

  /** The claims of a ticket that is good now; null for any other. */
  async claimsOf(ticket: string): Promise<Claims | null> {
    const claims = this.#verified.get(ticket) ?? (await this.#verify(ticket));
    if (!claims || claims.exp <= Date.now() / 1000) return null;
    return this.#ended.has(gateSessionOf(claims)) ? null : claims;
  }

  async #verify(ticket: string): Promise<Claims | null> {
    // What was verified with a key that is retired meanwhile goes with the map that it was for.
    const verified = this.#verified;
    const claims = await this.#read(ticket);
    if (!claims) return null;
    // The oldest makes room: a Map keeps the order of insertion.
    const [oldest] = verified.keys();
    if (verified.size >= this.#most && oldest) verified.delete(oldest);
    verified.set(ticket, claims);
    return claims;
  }

  async #readAll(): Promise<void> {
    while (this.#again) {
      this.#again = false;
      await this.#readChanges();
    }
  }

  async #readChanges(): Promise<void> {
    const asked = performance.now();
    const first = this.#lastChange < 0;
    const rows = await getDatabase()
      .select()
      .from(gateChanges)
      .where(
        first
          ? sql`${gateChanges.at} > now() - make_interval(secs => ${rememberedSeconds})`
          : gt(gateChanges.id, this.#lastChange),
      )
      .orderBy(asc(gateChanges.id));
    const settings = first || rows.some(({ gateSessionId }) => gateSessionId === null);
    if (settings) await this.#readSettings();
    for (const { id, gateSessionId } of rows) {
      if (gateSessionId) this.#ended.set(gateSessionId, asked);
      this.#lastChange = id;
    }
    this.#lastChange = Math.max(this.#lastChange, 0);
    this.#forgetOld(asked);
    this.#knownAt = asked;
  }

  async #readSettings(): Promise<void> {
    const [services, { keys }] = await Promise.all([readServices(), listPublicKeys()]);
    this.#services = services;
    this.#read = ticketReader(keys);
    // A key may have been retired.
    this.#verified = new Map();
  }

  #forgetOld(now: number): void {
    for (const [id, at] of this.#ended) {
      if (now - at < rememberedSeconds * 1000) return;
      this.#ended.delete(id);
    }
  }
}

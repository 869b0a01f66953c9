import { GateChanges } from "./gate-changes.ts";
import { listPublicKeys } from "./gate-keys.ts";
import { onceMore } from "./once-more.ts";
import { readServices, type Service } from "./service.ts";
import { type Claims, gateSessionOf, type TicketReader, ticketReader } from "./ticket.ts";

/** How old what is known may be, in milliseconds: the promise is two seconds. */
const freshMilliseconds = 2_000;

/**
 * What the gate answers from, in memory: services, keys, which gate sessions have ended, and tickets
 * whose signature was found to be good.
 */
export class GateState {
  #services = new Map<string, Service>();
  #readers = new Map<string, TicketReader>();
  #verified = new Map<string, Claims>();
  readonly #changes = new GateChanges();
  #knownAt = Number.NEGATIVE_INFINITY;
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
  readonly refresh = onceMore(() => this.#readChanges());

  serviceAt(host: string): Service | undefined {
    return this.#services.get(host);
  }

  /** The claims of a ticket that is good now at that service; null for any other. */
  async claimsOf(ticket: string, service: Service): Promise<Claims | null> {
    const known = this.#verified.get(ticket);
    const claims = known?.aud === service.name ? known : await this.#verify(ticket, service);
    if (!claims || claims.exp <= Date.now() / 1000) return null;
    return this.#changes.ended.has(gateSessionOf(claims)) ? null : claims;
  }

  async #verify(ticket: string, { id }: Service): Promise<Claims | null> {
    // What was verified with a key that is retired meanwhile goes with the map that it was for.
    const verified = this.#verified;
    const claims = await this.#readers.get(id)?.(ticket);
    if (!claims) return null;
    // The oldest makes room: a Map keeps the order of insertion.
    const [oldest] = verified.keys();
    if (verified.size >= this.#most && oldest) verified.delete(oldest);
    verified.set(ticket, claims);
    return claims;
  }

  async #readChanges(): Promise<void> {
    const asked = performance.now();
    await this.#changes.read(() => this.#readSettings());
    this.#knownAt = asked;
  }

  async #readSettings(): Promise<void> {
    const [services, { keys }] = await Promise.all([readServices(), listPublicKeys()]);
    const readers = new Map<string, TicketReader>();
    for (const service of services.values()) {
      if (!readers.has(service.id)) readers.set(service.id, await ticketReader(service, keys));
    }
    this.#services = services;
    this.#readers = readers;
    // A key may have been retired.
    this.#verified = new Map();
  }
}

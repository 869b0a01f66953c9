import { asc, gt, sql } from "drizzle-orm";
import { gateChanges } from "#db/gate-schema.ts";
import { getDatabase } from "#lib/database.ts";
import { longestTicket } from "./ticket.ts";

/** Longer than any ticket is good: nobody asks for what ended before. */
const rememberedSeconds = longestTicket + 5 * 60;

/** What is told to all who answer for the gate: which gate sessions ended, and that settings changed. */
export class GateChanges {
  readonly #ended = new Map<string, number>();
  #last = -1;

  /** The gate sessions that ended as long ago as a ticket of theirs could still be good. */
  get ended(): ReadonlyMap<string, number> {
    return this.#ended;
  }

  /** Whether anything was read yet. */
  get known(): boolean {
    return this.#last >= 0;
  }

  /**
   * Reads what changed since the last time.
   * @param readSettings is called where settings may have changed; if it throws, they count as unread
   */
  async read(readSettings: () => Promise<void>): Promise<void> {
    const asked = performance.now();
    const first = this.#last < 0;
    const rows = await getDatabase()
      .select()
      .from(gateChanges)
      .where(
        first
          ? sql`${gateChanges.at} > now() - make_interval(secs => ${rememberedSeconds})`
          : gt(gateChanges.id, this.#last),
      )
      .orderBy(asc(gateChanges.id));
    if (first || rows.some(({ gateSessionId }) => gateSessionId === null)) await readSettings();
    for (const { id, gateSessionId } of rows) {
      if (gateSessionId) this.#ended.set(gateSessionId, asked);
      this.#last = id;
    }
    this.#last = Math.max(this.#last, 0);
    this.#forgetOld(asked);
  }

  #forgetOld(now: number): void {
    for (const [id, at] of this.#ended) {
      if (now - at < rememberedSeconds * 1000) return;
      this.#ended.delete(id);
    }
  }
}

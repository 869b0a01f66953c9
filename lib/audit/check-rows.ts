import { hashEvent, type TrailEvent } from "./canonical-event.ts";
import { merkleRoot } from "./merkle.ts";
import type { Seal } from "./seal-format.ts";
import { hashSource, type Source } from "./source.ts";
import { type Place, TrailFault } from "./trail-fault.ts";

/** What a database or an export has at one place of the trail. */
export type Row = {
  position: number;
  eventId: number;
  /** Null where a leaf names an event that is gone. */
  event: TrailEvent | null;
  /** What was noted when the event was sealed; exports may be without it. */
  leaf: { hash: Buffer; seal: number | null } | null;
  source: (Source & { salt: Buffer }) | null;
  /** The source is gone although nothing says that it was to be forgotten. */
  lost: boolean;
};

/** A seal, and the rows that stand for its events. */
export type Sealed = { seal: Seal; rows: Row[] };

const findSourceFault = ({ event, source, lost }: Row): string | null => {
  if (lost) return "its source is missing, and the account was not deleted";
  if (!source) return null;
  const hash = hashSource(source.salt, source).toString("base64url");
  return hash === event?.sourceHash ? null : "its source was changed";
};

type Found = { what: string; event?: Place["event"] };

/** What is wrong with the `index`-th of the rows, which stand in the order that they came in. */
const findFault = (
  { seal, rows }: Sealed,
  index: number,
  hashes: (Buffer | null)[],
): Found | null => {
  const position = seal.first + index;
  const row = rows[index];
  if (index < seal.count && (!row || row.position > position)) {
    const moved = rows.find((one) => one.position === position);
    return moved
      ? { what: "it was moved", event: moved.event }
      : { what: "the event or its leaf is missing", event: null };
  }
  if (!row) return null;
  const { event, leaf } = row;
  if (index >= seal.count || row.position < position) return { what: "it was inserted", event };
  if (!event) return { what: "the event is missing", event: { id: row.eventId } };
  if (leaf && leaf.seal !== null && leaf.seal !== seal.number) {
    return { what: `its leaf was changed: it names seal ${leaf.seal}`, event };
  }
  // The job seals by id.
  const before = rows[index - 1];
  if (before && before.eventId >= row.eventId) return { what: "it was moved here", event };
  if (leaf && hashes[index]?.equals(leaf.hash) === false) {
    const changed = isProven(seal, hashes) ? "its leaf" : "the event";
    return { what: `${changed} was changed after it was sealed`, event };
  }
  const what = findSourceFault(row);
  return what === null ? null : { what, event };
};

const isProven = (seal: Seal, hashes: (Buffer | null)[]) =>
  merkleRoot(hashes.filter((hash) => hash !== null)).equals(seal.root);

/**
 * Proves the events of a seal whose signature holds.
 * @throws TrailFault for the first of them that is bad
 */
export function checkRows({ seal, rows }: Sealed): void {
  const hashes = rows.map(({ event }) => event && hashEvent(event));
  for (let index = 0; index < Math.max(seal.count, rows.length); index += 1) {
    const found = findFault({ seal, rows }, index, hashes);
    if (!found) continue;
    const place = { event: found.event, position: seal.first + index, seal: seal.number };
    throw new TrailFault(found.what, place);
  }
  if (isProven(seal, hashes)) return;
  const last = rows.at(-1)?.eventId;
  throw new TrailFault(
    `this event, or another one up to ${last} under the same seal, was changed`,
    {
      ...{ event: rows[0]?.event, position: seal.first, seal: seal.number },
    },
  );
}

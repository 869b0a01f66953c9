import type { AuditKey } from "./audit-keys.ts";
import type { Row, Sealed } from "./check-rows.ts";
import { findSealFault, hashSeal, mostEvents, noSeal, type Seal } from "./seal-format.ts";
import { TrailFault } from "./trail-fault.ts";

/** What a seal has to follow: the one before, or the beginning. */
type Link = Pick<Seal, "number" | "first" | "previous">;

const linkAfter = (before: Seal | null): Link =>
  before
    ? {
        number: before.number + 1,
        first: before.first + before.count,
        previous: hashSeal(before),
      }
    : { number: 1, first: 1, previous: noSeal };

/** Seals are missing: the first event that is gone with them, or else the first without a seal. */
const missing = ({ number, first }: Link, next: Seal, rows: Row[]) => {
  const positions = new Set(rows.map(({ position }) => position));
  let position = first;
  while (positions.has(position)) position += 1;
  if (position < next.first) {
    return new TrailFault("the event is missing, with its seal", { position, seal: number });
  }
  const event = rows.find((row) => row.position === first)?.event;
  return new TrailFault("its seal is missing", { event, position: first, seal: number });
};

/**
 * Proves that a seal is signed and follows `before`.
 * @param isGiven whether what it follows is taken as given
 * @throws TrailFault that names the first event which the seal can't prove
 */
export function checkSeal(
  { seal, rows }: Sealed,
  before: Seal | null,
  keys: AuditKey[],
  isGiven: boolean,
): void {
  const link = linkAfter(before);
  if (!isGiven && seal.number > link.number) throw missing(link, seal, rows);
  const place = { event: rows[0]?.event, position: seal.first, seal: seal.number };
  const what = findSealFault(seal, keys);
  if (what) throw new TrailFault(`its seal ${what}`, place);
  const follows =
    seal.number === link.number && seal.first === link.first && seal.previous.equals(link.previous);
  if (!isGiven && !follows) throw new TrailFault("its seal does not follow the one before", place);
  if (seal.count < 1 || seal.count > mostEvents) {
    throw new TrailFault(`its seal is over ${seal.count} events, as the job makes none`, place);
  }
}

import type { AuditKey } from "./audit-keys.ts";
import { checkRows, type Row, type Sealed } from "./check-rows.ts";
import { checkSeal } from "./check-seal.ts";
import { hashSeal, type Seal } from "./seal-format.ts";
import { TrailFault } from "./trail-fault.ts";

/** A seal with what there is of its events; without a seal, what comes after the last one. */
export type Batch = Sealed | { seal: null; rows: Row[] };

/** A seal by its number and its hash, in base64url. */
export type SealName = { number: number; hash: string };

/** What was proved. */
export type Report = {
  events: number;
  seals: number;
  /** The moments of the first and the last event, in ISO 8601. */
  from: string | null;
  to: string | null;
  head: SealName | null;
  /** How many seals each key signed, by its id. */
  signedBy: Map<string, number>;
  /** Through which seal the events were deleted by age; 0 for none. */
  pruned: number;
  /** How many events name a source that was forgotten. */
  forgotten: number;
  /** What the first seal of an export from the middle follows, which was taken as given. */
  given: SealName | null;
  /** How many events no seal covers yet. */
  unsealed: number;
};

export type Expected = {
  keys: AuditKey[];
  /** The hash of a seal that was noted earlier, in base64url. */
  head?: string | undefined;
  /** Through which seal the events may be gone. */
  prunedThrough: number;
  /** Whether the trail may begin at any seal, and end in events without one. */
  isExport: boolean;
};

const text = (bytes: Buffer) => bytes.toString("base64url");

const countRows = (report: Report, rows: Row[]) => {
  report.events += rows.length;
  report.from ??= rows[0]?.event?.at ?? null;
  report.to = rows.at(-1)?.event?.at ?? report.to;
  report.forgotten += rows.filter(({ event, source }) => event?.sourceHash && !source).length;
};

const countSeal = (report: Report, { number, keyId }: Seal, hash: string) => {
  report.seals += 1;
  report.head = { number, hash };
  report.signedBy.set(keyId, (report.signedBy.get(keyId) ?? 0) + 1);
};

const countUnsealed = (report: Report, rows: Row[], { isExport }: Expected) => {
  const [row] = rows;
  if (!isExport && row) throw new TrailFault("its seal is missing", row);
  report.unsealed += rows.length;
};

/**
 * Proves a trail, seal by seal; holds no more than one seal's events.
 * @throws TrailFault that names the first bad event
 */
export async function verifyTrail(
  batches: AsyncIterable<Batch>,
  expected: Expected,
): Promise<Report> {
  const report: Report = {
    ...{ events: 0, seals: 0, from: null, to: null, head: null, signedBy: new Map() },
    ...{ pruned: 0, forgotten: 0, given: null, unsealed: 0 },
  };
  let before: Seal | null = null;
  let foundHead = expected.head === undefined;
  for await (const { seal, rows } of batches) {
    if (!seal) {
      countUnsealed(report, rows, expected);
      continue;
    }
    const isGiven = expected.isExport && !before && seal.number > 1;
    if (isGiven) report.given = { number: seal.number - 1, hash: text(seal.previous) };
    checkSeal({ seal, rows }, before, expected.keys, isGiven);
    const mayBePruned = report.events === 0 && seal.number <= expected.prunedThrough;
    if (mayBePruned && rows.length === 0) report.pruned = seal.number;
    else checkRows({ seal, rows });
    const hash = text(hashSeal(seal));
    foundHead ||= hash === expected.head || report.given?.hash === expected.head;
    countRows(report, rows);
    countSeal(report, seal, hash);
    before = seal;
  }
  if (!foundHead) {
    throw new TrailFault(
      "The seal that was noted is not in this trail: its newest seals were cut off, or it is another one",
    );
  }
  return report;
}

import { type Snapshot, snapshotDatabase } from "./database-snapshot.ts";

/** Every row of every table but the outbox and the seals: jobs see to these at any moment. */
export async function snapshotAll(): Promise<Snapshot> {
  const { outbox, audit_leaves, audit_seals, ...rest } = await snapshotDatabase([
    "spent_challenges",
    "audit_events",
  ]);
  return rest;
}

/** How many rows of `one` are not among `other`. */
const beyond = (one: unknown[] = [], other: unknown[] = []) => {
  const known = new Set(other.map((row) => JSON.stringify(row)));
  return one.filter((row) => !known.has(JSON.stringify(row))).length;
};

/** What differs, such as `accounts +1, sessions -1 +1`: rows that went, came, or both by a change. */
export function describeChanges(before: Snapshot, after: Snapshot): string {
  return Object.keys(after)
    .sort()
    .map((table) => ({
      table,
      gone: beyond(before[table], after[table]),
      come: beyond(after[table], before[table]),
    }))
    .filter(({ gone, come }) => gone + come > 0)
    .map(({ table, gone, come }) =>
      [table, gone && `-${gone}`, come && `+${come}`].filter(Boolean).join(" "),
    )
    .join(", ");
}

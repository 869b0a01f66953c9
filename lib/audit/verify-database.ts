import { desc, eq } from "drizzle-orm";
import { auditPrunes, auditSeals } from "#db/audit-schema.ts";
import type { Transaction } from "#db/client.ts";
import { getDatabase } from "#lib/database.ts";
import type { AuditKey } from "./audit-keys.ts";
import { countUnsealed } from "./find-unsealed.ts";
import { readBatches } from "./read-batches.ts";
import { findPruneFault } from "./seal-format.ts";
import { TrailFault } from "./trail-fault.ts";
import { type Report, verifyTrail } from "./verify-trail.ts";

/** Through which seal somebody who has the key had the events deleted; 0 where nobody did. */
const readPruned = async (tx: Transaction, keys: AuditKey[]): Promise<number> => {
  const [row] = await tx
    .select()
    .from(auditPrunes)
    .leftJoin(auditSeals, eq(auditSeals.number, auditPrunes.through))
    .orderBy(desc(auditPrunes.through))
    .limit(1);
  if (!row) return 0;
  const { audit_prunes: prune, audit_seals: last } = row;
  const what = last ? findPruneFault(prune, last, keys) : "names a seal that is missing";
  if (what) throw new TrailFault(`The note that seals 1 to ${prune.through} were pruned ${what}`);
  return prune.through;
};

/**
 * Proves the trail of the database as it is at one moment, whatever is added meanwhile.
 * @param head the hash of a seal that was noted earlier (base64url)
 * @throws TrailFault that names the first bad event
 */
export function verifyDatabase(keys: AuditKey[], head?: string): Promise<Report> {
  return getDatabase().transaction(
    async (tx) => {
      const prunedThrough = await readPruned(tx, keys);
      const expected = { keys, head, prunedThrough, isExport: false };
      const report = await verifyTrail(readBatches(tx), expected);
      return { ...report, unsealed: await countUnsealed(tx) };
    },
    { isolationLevel: "repeatable read", accessMode: "read only" },
  );
}

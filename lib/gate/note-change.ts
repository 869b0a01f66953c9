import type { Transaction } from "#db/client.ts";
import { type AuditName, recordEvent } from "#lib/audit/event.ts";
import { newOperator } from "#lib/recovery/find-request.ts";

/**
 * Writes that the operator changed what the gate goes by.
 * @param about the name of the service, role or key
 */
export async function noteChange(
  tx: Transaction,
  name: AuditName,
  about: string,
  accountId?: string,
): Promise<void> {
  await recordEvent(tx, { name, outcome: "done", accountId, about }, newOperator());
}

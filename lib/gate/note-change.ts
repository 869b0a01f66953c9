import type { Transaction } from "#db/client.ts";
import { type AuditName, recordEvent } from "#lib/audit/event.ts";
import { newOperator } from "#lib/recovery/find-request.ts";

/**
 * Writes that the operator changed what the gate goes by.
 * @param what the service, role or key that it was: stands in place of the id of a request
 */
export async function noteChange(
  tx: Transaction,
  name: AuditName,
  what: string,
  accountId?: string,
): Promise<void> {
  const operator = { ...newOperator(), requestId: what };
  await recordEvent(tx, { name, outcome: "done", accountId }, operator);
}

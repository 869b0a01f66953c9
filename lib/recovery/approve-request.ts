import { recordEvent } from "#lib/audit/event.ts";
import { getDatabase } from "#lib/database.ts";
import { type Refusal, refuse } from "#lib/errors.ts";
import { findRequest, newOperator } from "./find-request.ts";
import { queueLink } from "./recovery-request.ts";

/**
 * Approves a request as the operator: the link that enrols a passkey goes to the account's address,
 * also where nobody confirmed that, and to nobody else.
 * @returns null; `not-found` where no such request waits
 */
export async function approveRequest(id: string): Promise<null | Refusal> {
  return await getDatabase().transaction(async (tx) => {
    const request = await findRequest(tx, id);
    if (!request) return refuse("not-found");
    await queueLink(tx, request, "recovery-approved");
    const { accountId } = request;
    const event = { name: "recovery-approve", outcome: "done", accountId } as const;
    await recordEvent(tx, event, newOperator());
    return null;
  });
}

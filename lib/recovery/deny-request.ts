import { eq } from "drizzle-orm";
import { recoveryRequests } from "#db/recovery-schema.ts";
import { recordEvent } from "#lib/audit/event.ts";
import { getDatabase } from "#lib/database.ts";
import { type Refusal, refuse } from "#lib/errors.ts";
import type { Locale } from "#lib/i18n/locales.ts";
import { queueMail } from "#lib/mail/queue-mail.ts";
import { findRequest, newOperator } from "./find-request.ts";

/** Denies a request as the operator, and mails that; `not-found` where no such request waits. */
export async function denyRequest(id: string): Promise<null | Refusal> {
  return await getDatabase().transaction(async (tx) => {
    const request = await findRequest(tx, id);
    if (!request) return refuse("not-found");
    const { accountId, email, locale } = request;
    await tx.delete(recoveryRequests).where(eq(recoveryRequests.id, id));
    await queueMail(tx, { email, locale: locale as Locale }, "recovery-denied", {});
    const event = { name: "recovery-deny", outcome: "done", accountId } as const;
    await recordEvent(tx, event, newOperator());
    return null;
  });
}

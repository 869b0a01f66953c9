import { and, eq, gt, sql } from "drizzle-orm";
import type { Transaction } from "#db/client.ts";
import { recoveryRequests, recoveryStops } from "#db/recovery-schema.ts";
import { sessions } from "#db/schema.ts";
import { recordEvent } from "#lib/audit/event.ts";
import { getDatabase } from "#lib/database.ts";
import { type ProblemCode, type Refusal, refuse } from "#lib/errors.ts";
import type { Caller } from "#lib/http/caller.ts";
import { wakeMail } from "#lib/mail/deliver-mail.ts";
import { notifyOwner } from "#lib/mail/notify-owner.ts";
import { hashToken } from "#lib/secrets.ts";
import type { SignedIn } from "#lib/sessions/read-session.ts";
import { lockAccount } from "./open-enrolment.ts";

/** Stops what is under way in the person's own account; `not-found` where nothing is. */
export async function stopOwnRecovery(
  { account, session }: SignedIn,
  caller: Caller,
): Promise<null | Refusal> {
  const ids = { accountId: account.id, sessionId: session.id };
  const stopped = await getDatabase().transaction((tx) => stop(tx, ids, "not-found", caller));
  wakeMail();
  return stopped;
}

/** Stops a recovery by the link of one of its mails; `link-rejected` where it is over already. */
export async function stopRecoveryByLink(token: string, caller: Caller): Promise<null | Refusal> {
  const stopped = await getDatabase().transaction(async (tx) => {
    const [known] = await tx
      .select({ accountId: recoveryRequests.accountId })
      .from(recoveryStops)
      .innerJoin(recoveryRequests, eq(recoveryRequests.id, recoveryStops.requestId))
      .where(eq(recoveryStops.tokenHash, hashToken(token)));
    if (!known) return refuse("link-rejected", "unknown-or-over");
    return await stop(tx, known, "link-rejected", caller);
  });
  wakeMail();
  return stopped;
}

/**
 * Ends every recovery of the account that is under way, and the session that one of them opened, with
 * event and mail.
 */
const stop = async (
  tx: Transaction,
  ids: { accountId: string; sessionId?: string },
  otherwise: ProblemCode,
  caller: Caller,
): Promise<null | Refusal> => {
  const { accountId } = ids;
  await lockAccount(tx, accountId);
  const running = and(
    eq(recoveryRequests.accountId, accountId),
    gt(recoveryRequests.expiresAt, sql`now()`),
  );
  const ended = await tx.delete(recoveryRequests).where(running).returning();
  if (ended.length === 0) return refuse(otherwise, "nothing-under-way");
  const entered = eq(sessions.method, "recovery-mail");
  await tx.delete(sessions).where(and(eq(sessions.accountId, accountId), entered));
  await recordEvent(tx, { name: "recovery-stop", outcome: "done", ...ids }, caller);
  await notifyOwner(tx, accountId, "recovery-stopped", {});
  return null;
};

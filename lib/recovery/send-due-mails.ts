import { and, asc, eq, gt, lte, or, sql } from "drizzle-orm";
import { recoveryRequests } from "#db/recovery-schema.ts";
import { accounts } from "#db/schema.ts";
import { getDatabase } from "#lib/database.ts";
import type { Locale } from "#lib/i18n/locales.ts";
import { wakeMail } from "#lib/mail/deliver-mail.ts";
import { queueMail } from "#lib/mail/queue-mail.ts";
import { log } from "#lib/telemetry/log.ts";
import { addStop, leadsToAccount, queueLink } from "./recovery-request.ts";

/**
 * Queues the one mail that has been due longest: the reminder, or once the wait is over the link. Its
 * row is locked meanwhile, so that no other instance queues it too.
 * @returns whether there was one
 */
const queueOne = () =>
  getDatabase().transaction(async (tx) => {
    const isOver = lte(recoveryRequests.opensAt, sql`now()`);
    const [due] = await tx
      .select({
        id: recoveryRequests.id,
        opensAt: recoveryRequests.opensAt,
        isOver: sql<boolean>`${isOver}`,
        email: accounts.email,
        locale: accounts.locale,
      })
      .from(recoveryRequests)
      .innerJoin(accounts, eq(accounts.id, recoveryRequests.accountId))
      .where(
        and(
          eq(recoveryRequests.method, "mail"),
          eq(recoveryRequests.state, "waiting"),
          or(isOver, lte(recoveryRequests.remindAt, sql`now()`)),
          gt(recoveryRequests.expiresAt, sql`now()`),
          leadsToAccount,
        ),
      )
      .orderBy(asc(recoveryRequests.opensAt))
      .limit(1)
      .for("update", { of: recoveryRequests, skipLocked: true });
    if (!due) return false;
    if (due.isOver) {
      await queueLink(tx, due, "recovery-ready");
    } else {
      const { id, email, opensAt } = due;
      await tx.update(recoveryRequests).set({ remindAt: null }).where(eq(recoveryRequests.id, id));
      const parts = { at: opensAt?.toISOString() ?? "", stop: await addStop(tx, id) };
      const recipient = { email, locale: due.locale as Locale };
      await queueMail(tx, recipient, "recovery-reminder", parts);
    }
    return true;
  });

/** Queues the mails of recoveries that are due, each once, however many instances do so. */
export async function sendDueRecoveryMails(): Promise<void> {
  while (await queueOne());
  wakeMail();
}

const everyMilliseconds = 15_000;

/** Looks for due mails of recoveries every 15 seconds, without keeping the process alive. */
export function scheduleRecoveryMails(): void {
  const look = () =>
    sendDueRecoveryMails().catch((error) =>
      log.warn({ err: error }, "mails of recoveries could not be looked after"),
    );
  setInterval(look, everyMilliseconds).unref();
}

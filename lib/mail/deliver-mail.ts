import { and, asc, eq, lt, lte, sql } from "drizzle-orm";
import { z } from "zod";
import { outbox } from "#db/schema.ts";
import { getDatabase } from "#lib/database.ts";
import { isLocale, locales } from "#lib/i18n/locales.ts";
import { openSeal } from "#lib/seal.ts";
import { log } from "#lib/telemetry/log.ts";
import { renderMail } from "./render-mail.ts";
import { canSendMail, sendMail } from "./send-mail.ts";
import type { MailName } from "./templates.ts";

/** Ten waits that double, from half a minute, and five of eight hours: some two days. */
const mostAttempts = 16;
const sealed = z.record(z.string(), z.string());

/** What went wrong, such as `EENVELOPE 550`, without the server's words. */
const reasonOf = (error: unknown): string => {
  const { name, code, responseCode } = Object(error);
  return [code ?? name ?? "unknown", responseCode].filter(Boolean).join(" ");
};

/**
 * Sends the mail that has been due longest. Its row is locked while it is being sent, so no other
 * instance sends it; it goes with the commit, so a crash before leaves it to be sent.
 * @returns whether there was one
 */
const deliverOne = () =>
  getDatabase().transaction(async (tx) => {
    const [mail] = await tx
      .select()
      .from(outbox)
      .where(and(lte(outbox.dueAt, sql`now()`), lt(outbox.attempts, mostAttempts)))
      .orderBy(asc(outbox.dueAt))
      .limit(1)
      .for("update", { skipLocked: true });
    if (!mail) return false;
    const one = eq(outbox.id, mail.id);
    try {
      const secrets = mail.secrets ? await openSeal("mail", sealed, mail.secrets) : {};
      const locale = isLocale(mail.locale) ? mail.locale : locales[0];
      const rendered = await renderMail(mail.template as MailName, locale, {
        ...mail.data,
        ...secrets,
      });
      await sendMail(mail.recipient, rendered);
      await tx.delete(outbox).where(one);
    } catch (error) {
      const attempts = mail.attempts + 1;
      // Half a minute, then twice as long each time, up to eight hours.
      const seconds = Math.min(30 * 2 ** mail.attempts, 8 * 60 * 60);
      const failed = { attempts, lastError: reasonOf(error) };
      const dueAt = sql`now() + make_interval(secs => ${seconds})`;
      await tx
        .update(outbox)
        .set({ ...failed, dueAt })
        .where(one);
      const message =
        attempts < mostAttempts ? "a mail waits to be sent again" : "a mail is given up";
      // The error's own words may hold the address.
      log.warn(
        { mail: mail.id, template: mail.template, attempts, reason: reasonOf(error) },
        message,
      );
    }
    return true;
  });

let running: Promise<void> | undefined;
let again = false;

const deliverAll = async () => {
  do {
    again = false;
    while (await deliverOne());
  } while (again);
};

/** Sends what is due. One run at a time in a process; a call during a run has it look once more. */
export function deliverMail(): Promise<void> {
  again = true;
  running ??= deliverAll().finally(() => {
    running = undefined;
  });
  return running;
}

/** Has what was just queued and committed sent soon; the caller does not wait. */
export function wakeMail(): void {
  if (!canSendMail()) return;
  deliverMail().catch((error) => log.warn({ err: error }, "mail could not be looked after"));
}

const everyMilliseconds = 15_000;

/** Looks for mail that is due every 15 seconds, without keeping the process alive. */
export function scheduleMail(): void {
  setInterval(wakeMail, everyMilliseconds).unref();
}

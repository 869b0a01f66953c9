import { and, eq, isNotNull, ne, sql } from "drizzle-orm";
import { emailConfirmations } from "#db/recovery-schema.ts";
import { accounts } from "#db/schema.ts";
import { getDatabase } from "#lib/database.ts";
import { getEnv } from "#lib/env.ts";
import { type Refusal, refuse } from "#lib/errors.ts";
import type { Caller } from "#lib/http/caller.ts";
import { wakeMail } from "#lib/mail/deliver-mail.ts";
import { queueMail } from "#lib/mail/queue-mail.ts";
import { canSendMail } from "#lib/mail/send-mail.ts";
import { hashShortSecret, hashToken, newDigits, newToken } from "#lib/secrets.ts";
import type { SignedIn } from "#lib/sessions/read-session.ts";

/** How long link and code are good, and how long until the next mail, in seconds. */
export const confirmation = { lifetime: 15 * 60, pause: 60, attempts: 5 } as const;

/**
 * Sends a link and a code to `email`, which confirm that it is the person's; they replace those sent
 * before. What is answered is the same whether or not another account has confirmed the address:
 * only the mailbox is told.
 * @returns null; `too-soon` within a minute of the last mail, `mail-unavailable` without a server
 */
export async function requestConfirmation(
  { account }: SignedIn,
  email: string,
  { locale }: Caller,
): Promise<null | Refusal> {
  if (!canSendMail()) return refuse("mail-unavailable");
  const [origin] = getEnv().origins;
  const token = newToken();
  const code = newDigits();
  const requested = await getDatabase().transaction(async (tx) => {
    const row = {
      accountId: account.id,
      email,
      tokenHash: hashToken(token),
      codeHash: hashShortSecret(`confirm ${account.id}`, code),
      attempts: 0,
      expiresAt: sql`now() + make_interval(secs => ${confirmation.lifetime})`,
      createdAt: sql`now()`,
    };
    const stored = await tx
      .insert(emailConfirmations)
      .values(row)
      .onConflictDoUpdate({
        target: emailConfirmations.accountId,
        set: row,
        setWhere: sql`${emailConfirmations.createdAt} < now() - make_interval(secs => ${confirmation.pause})`,
      })
      .returning({ accountId: emailConfirmations.accountId });
    if (stored.length === 0) return { ...refuse("too-soon"), retryAfter: confirmation.pause };
    const [taken] = await tx
      .select({ id: accounts.id })
      .from(accounts)
      .where(
        and(
          eq(sql`lower(${accounts.email})`, email.toLowerCase()),
          isNotNull(accounts.emailVerifiedAt),
          ne(accounts.id, account.id),
        ),
      );
    if (taken) {
      // With a link as well, so that writing it takes as long.
      await queueMail(tx, { email, locale }, "address-taken", { link: `${origin}/sign-in` });
    } else {
      // After the #, so that no request and no log ever holds it.
      const link = `${origin}/confirm-email#${token}`;
      await queueMail(tx, { email, locale }, "confirm-email", { code, link });
    }
    return null;
  });
  wakeMail();
  return requested;
}

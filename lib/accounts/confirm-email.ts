import { and, DrizzleQueryError, eq, gt, lt, type SQL, sql } from "drizzle-orm";
import postgres from "postgres";
import type { Transaction } from "#db/client.ts";
import { emailChanges, emailConfirmations } from "#db/recovery-schema.ts";
import { accounts } from "#db/schema.ts";
import { recordEvent } from "#lib/audit/event.ts";
import { getDatabase } from "#lib/database.ts";
import { getEnv } from "#lib/env.ts";
import { type ProblemCode, type Refusal, refuse } from "#lib/errors.ts";
import type { Caller } from "#lib/http/caller.ts";
import { wakeMail } from "#lib/mail/deliver-mail.ts";
import { queueMail } from "#lib/mail/queue-mail.ts";
import { hashShortSecret, hashToken, newToken } from "#lib/secrets.ts";
import type { SignedIn } from "#lib/sessions/read-session.ts";
import { confirmation } from "./request-confirmation.ts";

/** How long the mailbox before can stop a change, in seconds. */
const stoppable = 72 * 60 * 60;

/**
 * Confirms an address by the code that was mailed to it, by who is signed in. A code can be tried
 * five times; it is spent by one statement.
 */
export async function confirmByCode(
  { account }: SignedIn,
  code: string,
  caller: Caller,
): Promise<null | Refusal> {
  // Committed by itself, so that a wrong code counts whatever follows.
  const [tried] = await getDatabase()
    .update(emailConfirmations)
    .set({ attempts: sql`${emailConfirmations.attempts} + 1` })
    .where(
      and(
        eq(emailConfirmations.accountId, account.id),
        lt(emailConfirmations.attempts, confirmation.attempts),
      ),
    )
    .returning({ attempts: emailConfirmations.attempts });
  if (!tried) return refuse("code-rejected", "no-code-open");
  const codeHash = hashShortSecret(`confirm ${account.id}`, code);
  const own = and(
    eq(emailConfirmations.accountId, account.id),
    eq(emailConfirmations.codeHash, codeHash),
  );
  return await spend(own, "code-rejected", caller);
}

/** Confirms an address by the link that was mailed to it, in whichever browser it is opened. */
export function confirmByLink(token: string, caller: Caller): Promise<null | Refusal> {
  return spend(eq(emailConfirmations.tokenHash, hashToken(token)), "link-rejected", caller);
}

const spend = async (
  which: SQL | undefined,
  code: ProblemCode,
  caller: Caller,
): Promise<null | Refusal> => {
  const set = async (tx: Transaction) => {
    const [spent] = await tx
      .delete(emailConfirmations)
      .where(and(which, gt(emailConfirmations.expiresAt, sql`now()`)))
      .returning();
    if (!spent) return refuse(code, "unknown-or-late");
    return await setEmail(tx, spent, caller);
  };
  const confirmed = await unlessTaken(code, () => getDatabase().transaction(set));
  wakeMail();
  return confirmed;
};

/** Another account may have confirmed the address since the mail went out. */
const unlessTaken = async (code: ProblemCode, work: () => Promise<null | Refusal>) => {
  try {
    return await work();
  } catch (error) {
    if (isTakenAddress(error)) return refuse(code, "address-taken");
    throw error;
  }
};

const setEmail = async (
  tx: Transaction,
  { accountId, email }: { accountId: string; email: string },
  caller: Caller,
): Promise<null> => {
  const [before] = await tx.select().from(accounts).where(eq(accounts.id, accountId)).for("update");
  const set = { email, emailVerifiedAt: sql`now()` };
  await tx.update(accounts).set(set).where(eq(accounts.id, accountId));
  const changed = before?.emailVerifiedAt && before.email !== email;
  const name = changed ? "email-change" : "email-confirm";
  await recordEvent(tx, { name, outcome: "done", accountId }, caller);
  if (before && changed) await tellOldMailbox(tx, before, email);
  return null;
};

const tellOldMailbox = async (
  tx: Transaction,
  before: typeof accounts.$inferSelect,
  newEmail: string,
) => {
  const token = newToken();
  await tx.insert(emailChanges).values({
    tokenHash: hashToken(token),
    accountId: before.id,
    oldEmail: before.email,
    expiresAt: sql`now() + make_interval(secs => ${stoppable})`,
  });
  const link = `${getEnv().origins[0]}/stop-email-change#${token}`;
  const recipient = { email: before.email, locale: before.locale as Caller["locale"] };
  await queueMail(tx, recipient, "email-changed", { newEmail, link });
};

/**
 * Gives an account back the address that it had, by the link in the mail that told of the change.
 * @returns `link-rejected` where it is unknown, used, or older than 72 hours
 */
export async function stopEmailChange(token: string, caller: Caller): Promise<null | Refusal> {
  const stop = async (tx: Transaction) => {
    const known = and(
      eq(emailChanges.tokenHash, hashToken(token)),
      gt(emailChanges.expiresAt, sql`now()`),
    );
    const [change] = await tx.delete(emailChanges).where(known).returning();
    if (!change) return refuse("link-rejected", "unknown-or-late");
    const { accountId, oldEmail } = change;
    const set = { email: oldEmail, emailVerifiedAt: sql`now()` };
    await tx.update(accounts).set(set).where(eq(accounts.id, accountId));
    // Nothing that was sent to the other address counts any more.
    await tx.delete(emailConfirmations).where(eq(emailConfirmations.accountId, accountId));
    await recordEvent(tx, { name: "email-change-stop", outcome: "done", accountId }, caller);
    return null;
  };
  return await unlessTaken("link-rejected", () => getDatabase().transaction(stop));
}

const isTakenAddress = (error: unknown) =>
  error instanceof DrizzleQueryError &&
  error.cause instanceof postgres.PostgresError &&
  error.cause.constraint_name === "accounts_verified_email";

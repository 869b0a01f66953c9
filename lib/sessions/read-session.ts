import { and, eq, gt, isNull, lt, sql } from "drizzle-orm";
import { accounts, sessions } from "#db/schema.ts";
import { type Account, toAccount } from "#lib/accounts/account.ts";
import { getDatabase } from "#lib/database.ts";
import { lifetime, notIdle } from "./lifetime.ts";
import type { RecoveryMethod, Session, SessionMethod } from "./session.ts";
import { readSessionHash } from "./session-cookie.ts";

/** Who is signed in, by which session and passkey. */
export type SignedIn = {
  account: Account;
  session: Session;
  passkeyId: string | null;
  /**
   * Whether this session used a passkey recently enough for sensitive acts, by the database's clock.
   * Only a passkey counts, whatever else let somebody in.
   */
  steppedUp: boolean;
  /** The way of recovery that the passkey was enrolled by, where this session began with that. */
  recoveredBy: RecoveryMethod | null;
};

const secondsAgo = (seconds: number) => sql`now() - make_interval(secs => ${seconds})`;

const alive = (hash: Buffer) =>
  and(eq(sessions.tokenHash, hash), gt(sessions.expiresAt, sql`now()`), notIdle());

/**
 * Reads the session of a Cookie header in one statement, which also notes that it was seen.
 * @returns null when there is none, it ended or ran out, or the account is suspended
 */
export async function readSession(cookieHeader: string | null): Promise<SignedIn | null> {
  const hash = await readSessionHash(cookieHeader);
  if (!hash) return null;
  const db = getDatabase();
  const seen = db.$with("seen").as(
    db
      .update(sessions)
      .set({ lastSeenAt: sql`now()` })
      .where(and(alive(hash), lt(sessions.lastSeenAt, secondsAgo(lifetime.seen))))
      .returning({ id: sessions.id }),
  );
  const [row] = await db
    .with(seen)
    .select({
      account: accounts,
      session: sessions,
      steppedUp: sql<boolean>`${sessions.authenticatedAt} > ${secondsAgo(lifetime.stepUp)}
        and ${sessions.method} = 'passkey'`,
    })
    .from(sessions)
    .innerJoin(accounts, eq(accounts.id, sessions.accountId))
    .where(and(alive(hash), isNull(accounts.suspendedAt)));
  if (!row) return null;
  return {
    account: toAccount(row.account),
    session: toSession(row.session),
    passkeyId: row.session.passkeyId,
    steppedUp: row.steppedUp,
    recoveredBy: row.session.recoveredBy as RecoveryMethod | null,
  };
}

const toSession = (row: typeof sessions.$inferSelect): Session => ({
  id: row.id,
  method: row.method as SessionMethod,
  authenticatedAt: row.authenticatedAt.toISOString(),
  steppedUpUntil: new Date(row.authenticatedAt.getTime() + lifetime.stepUp * 1000).toISOString(),
});

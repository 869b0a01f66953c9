import { and, eq, gt, isNull, sql } from "drizzle-orm";
import type { Transaction } from "#db/client.ts";
import { gateRoles } from "#db/gate-schema.ts";
import { accounts, passkeys, sessions } from "#db/schema.ts";
import { notIdle } from "#lib/sessions/lifetime.ts";

/** Who comes with a session that a passkey opened, and what they may do. */
export type Passage = {
  account: { id: string; email: string; emailVerifiedAt: Date | null; name: string | null };
  passkeyId: string;
  /** When the passkey was used, in seconds since 1970. */
  authTime: number;
  roles: string[];
};

/**
 * Reads who comes with a session, if it may pass at all: it is good, a passkey was used in it, that is
 * not removed, and the account is not suspended. Notes that the session was used. Holds the account,
 * so that a change of its rights comes before or after.
 */
export async function findPassage(tx: Transaction, sessionId: string): Promise<Passage | null> {
  const [row] = await tx
    .select({ account: accounts, session: sessions })
    .from(sessions)
    .innerJoin(accounts, eq(accounts.id, sessions.accountId))
    .innerJoin(passkeys, eq(passkeys.id, sessions.passkeyId))
    .where(
      and(
        eq(sessions.id, sessionId),
        eq(sessions.method, "passkey"),
        gt(sessions.expiresAt, sql`now()`),
        notIdle(),
        isNull(passkeys.revokedAt),
        isNull(accounts.suspendedAt),
      ),
    )
    .for("share", { of: accounts });
  if (!row?.session.passkeyId) return null;
  const seen = await tx
    .update(sessions)
    .set({ lastSeenAt: sql`now()` })
    .where(eq(sessions.id, sessionId))
    .returning({ id: sessions.id });
  // It ended in this very moment.
  if (seen.length === 0) return null;
  const held = await tx
    .select({ role: gateRoles.role })
    .from(gateRoles)
    .where(eq(gateRoles.accountId, row.account.id));
  return {
    account: row.account,
    passkeyId: row.session.passkeyId,
    authTime: Math.floor(row.session.authenticatedAt.getTime() / 1000),
    roles: held.map(({ role }) => role).sort(),
  };
}

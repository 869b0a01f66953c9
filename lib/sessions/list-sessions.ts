import { and, desc, eq, gt, sql } from "drizzle-orm";
import { sessions } from "#db/schema.ts";
import { getDatabase } from "#lib/database.ts";
import { notIdle } from "./lifetime.ts";
import type { SignedIn } from "./read-session.ts";
import type { SessionListing, SessionMethod } from "./session.ts";

/** The account's sessions that are still good, the one last seen first. */
export async function listSessions({ account, session }: SignedIn): Promise<SessionListing[]> {
  const rows = await getDatabase()
    .select()
    .from(sessions)
    .where(and(eq(sessions.accountId, account.id), gt(sessions.expiresAt, sql`now()`), notIdle()))
    .orderBy(desc(sessions.lastSeenAt), desc(sessions.id));
  return rows.map((row) => ({
    id: row.id,
    current: row.id === session.id,
    createdAt: row.createdAt.toISOString(),
    lastSeenAt: row.lastSeenAt.toISOString(),
    userAgent: row.userAgent,
    ip: row.ip,
    method: row.method as SessionMethod,
    passkeyId: row.passkeyId,
  }));
}

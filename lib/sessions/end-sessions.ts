import { and, eq, lt, ne, not, or, sql } from "drizzle-orm";
import { sessions } from "#db/schema.ts";
import { recordEvent } from "#lib/audit/event.ts";
import { getDatabase } from "#lib/database.ts";
import { type Refusal, refuse } from "#lib/errors.ts";
import type { Caller } from "#lib/http/caller.ts";
import { notIdle } from "./lifetime.ts";
import type { SignedIn } from "./read-session.ts";

/** Ends one of the person's own sessions, in one transaction with its event. */
export async function endSession(
  { account, session }: SignedIn,
  sessionId: string,
  caller: Caller,
): Promise<null | Refusal> {
  return await getDatabase().transaction(async (tx) => {
    const own = and(eq(sessions.id, sessionId), eq(sessions.accountId, account.id));
    const ended = await tx.delete(sessions).where(own).returning({ id: sessions.id });
    if (ended.length === 0) return refuse("not-found");
    const name = sessionId === session.id ? "sign-out" : "session-end";
    await recordEvent(tx, { name, outcome: "done", accountId: account.id, sessionId }, caller);
    return null;
  });
}

/** Ends all of the person's sessions but this one, in one transaction with an event for each. */
export async function endOtherSessions(
  { account, session }: SignedIn,
  caller: Caller,
): Promise<void> {
  await getDatabase().transaction(async (tx) => {
    const others = and(eq(sessions.accountId, account.id), ne(sessions.id, session.id));
    const ended = await tx.delete(sessions).where(others).returning({ id: sessions.id });
    for (const { id: sessionId } of ended) {
      const event = { accountId: account.id, sessionId };
      await recordEvent(tx, { name: "session-end", outcome: "done", ...event }, caller);
    }
  });
}

/** Ends a session that a link opened, by one statement. @returns false where it had ended */
export async function spendLinkSession(sessionId: string): Promise<boolean> {
  const own = and(eq(sessions.id, sessionId), eq(sessions.method, "link"));
  const ended = await getDatabase().delete(sessions).where(own).returning({ id: sessions.id });
  return ended.length === 1;
}

/** Removes the rows of sessions that ran out. */
export async function sweepSessions(): Promise<void> {
  const ranOut = or(lt(sessions.expiresAt, sql`now()`), not(notIdle()));
  await getDatabase().delete(sessions).where(ranOut);
}

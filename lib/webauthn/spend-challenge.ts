import { createHash } from "node:crypto";
import { sql } from "drizzle-orm";
import type { Database } from "#db/client.ts";
import { spentChallenges } from "#db/schema.ts";
import { getDatabase } from "#lib/database.ts";

/** Long past any sealed ceremony's end, also for an instance whose clock is well behind. */
const keptSeconds = 60 * 60;

/**
 * The one statement that spends a challenge: of all requests that carry it, only one gets a row
 * back. It commits by itself, so a challenge is spent whatever its verification then says.
 */
export function spendStatement(db: Database, challenge: string) {
  return db
    .insert(spentChallenges)
    .values({
      challengeHash: createHash("sha256").update(challenge).digest(),
      expiresAt: sql`now() + make_interval(secs => ${keptSeconds})`,
    })
    .onConflictDoNothing()
    .returning({ challengeHash: spentChallenges.challengeHash });
}

/** Spends `challenge`. @returns false when it already was */
export async function spendChallenge(challenge: string): Promise<boolean> {
  const rows = await spendStatement(getDatabase(), challenge);
  return rows.length === 1;
}

/** Forgets spent challenges that nothing can carry any more. */
export async function sweepChallenges(): Promise<void> {
  await getDatabase().delete(spentChallenges).where(sql`${spentChallenges.expiresAt} < now()`);
}

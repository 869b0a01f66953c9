import { lt, sql } from "drizzle-orm";
import { rateLimits } from "#db/schema.ts";
import { getDatabase } from "#lib/database.ts";

/** Forgets what was counted in windows that are over. */
export async function sweepLimits(): Promise<void> {
  await getDatabase().delete(rateLimits).where(lt(rateLimits.expire, sql`now()`));
}

import { sql } from "drizzle-orm";
import { getDatabase } from "#lib/database.ts";
import type { Env } from "#lib/env.ts";

const mayRewriteTrail = async (): Promise<boolean> => {
  const [row] = await getDatabase().execute<{ may: boolean }>(
    sql`select has_table_privilege('audit_events', 'update, delete, truncate') as may`,
  );
  return row?.may ?? false;
};

/** Finds what an operator should be told of at the start, though it does not stop it. */
export async function findRisks({ limitsScale }: Env): Promise<string[]> {
  const risks: string[] = [];
  if (limitsScale !== 1) {
    risks.push(`LIMITS_SCALE is ${limitsScale}: every rate limit is multiplied by it.`);
  }
  if (await mayRewriteTrail()) {
    risks.push(
      "The role in DATABASE_URL may rewrite the audit trail, as a superuser may: docs/operations.md says how to give the app one that can't.",
    );
  }
  return risks;
}

import { sql } from "drizzle-orm";
import { getDatabase } from "#lib/database.ts";
import { handle } from "#lib/http/handle.ts";

export const GET = handle({ limit: "health" }, async () => {
  await getDatabase().execute(sql`select 1`);
  return { status: 200, body: {} };
});

import { sql } from "drizzle-orm";
import { getDatabase } from "#lib/database.ts";

/**
 * These may grow while a request is refused: it is counted, its challenge spent, and the refusal
 * recorded.
 */
const growing = ["rate_limits", "spent_challenges", "audit_events", "audit_sources"];

/** Every row of every table, by the table's name, in an order that depends on content alone. */
export type Snapshot = Record<string, unknown[]>;

/**
 * Reads the whole database, to be compared with what it is later; without counts, spent
 * challenges and the audit trail, unless they are among `also`.
 */
export async function snapshotDatabase(also: string[] = []): Promise<Snapshot> {
  const database = getDatabase();
  const tables = await database.execute<{ name: string }>(
    sql`select table_name as name from information_schema.tables where table_schema = 'public'`,
  );
  const names = tables
    .map(({ name }) => name)
    .filter((name) => !growing.includes(name) || also.includes(name));
  const rows = names.map((name) =>
    database.execute<{ row: unknown }>(
      sql`select to_jsonb(t) as row from ${sql.identifier(name)} t order by to_jsonb(t)::text`,
    ),
  );
  const contents = (await Promise.all(rows)).map((list) => list.map(({ row }) => row));
  return Object.fromEntries(names.map((name, index) => [name, contents[index] ?? []]));
}

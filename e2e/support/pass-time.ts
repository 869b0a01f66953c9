import { sql } from "drizzle-orm";
import { getDatabase } from "#lib/database.ts";

/**
 * Lets time pass for all that is stored: every moment of every row is moved back by `interval`, such
 * as "16 minutes", but for those of the audit trail, which can't be. To the database's clock, which decides, that is the same as waiting.
 */
export async function passTime(interval: string): Promise<void> {
  const db = getDatabase();
  const columns = await db.execute<{ table: string; moments: string[] }>(sql`
    select table_name as table, array_to_json(array_agg(column_name::text)) as moments
    from information_schema.columns
    where table_schema = 'public' and data_type = 'timestamp with time zone'
      and has_table_privilege(format('%I.%I', table_schema, table_name), 'update')
    group by table_name`);
  for (const { table, moments } of columns) {
    const moved = moments.map((name) => {
      const column = sql.identifier(name);
      return sql`${column} = ${column} - ${interval}::interval`;
    });
    await db.execute(sql`update ${sql.identifier(table)} set ${sql.join(moved, sql`, `)}`);
  }
}

import { join } from "node:path";
import { sql } from "drizzle-orm";
import { migrate as applyMigrations } from "drizzle-orm/postgres-js/migrator";
import { connect } from "./client.ts";

/** Any fixed number will do, as long as every instance takes the same. */
const migrationLock = 7_205_759_403;

/**
 * Brings the database at `url` to the newest schema. Instances that start at once take turns by an
 * advisory lock, which belongs to a transaction: that works through PgBouncer too.
 */
export async function migrate(url: string): Promise<void> {
  // One connection and one transaction for all of it. The migrator's own BEGIN finds it open, and
  // its COMMIT ends it and lets go of the lock; a second connection might wait for ever where a pool
  // is full of instances that wait for the lock.
  const db = connect(url, 1);
  try {
    await db.execute(sql`begin`);
    await db.execute(sql`select pg_advisory_xact_lock(${migrationLock})`);
    await applyMigrations(db, { migrationsFolder: join(import.meta.dirname, "migrations") });
  } finally {
    await db.$client.end();
  }
}

import { join } from "node:path";
import { sql } from "drizzle-orm";
import { migrate as applyMigrations } from "drizzle-orm/postgres-js/migrator";
import { connect, type Database } from "./client.ts";
import { grantAccess } from "./grant-access.ts";
import { limitStatements } from "./limit-statements.ts";

/** Any fixed number will do, as long as every instance takes the same. */
const migrationLock = 7_205_759_403;

const takeTurn = sql`select pg_advisory_xact_lock(${migrationLock})`;

const roleOf = (url: string) => decodeURIComponent(new URL(url).username);

/** Runs `work` on one connection: a second one might wait for ever where a pool is full of waiters. */
const on = async (url: string, work: (db: Database) => Promise<void>) => {
  const db = connect(url, 1);
  try {
    await work(db);
  } finally {
    await db.$client.end();
  }
};

/**
 * Brings the database at `url` to the newest schema. Instances that start at once take turns by an
 * advisory lock, which belongs to a transaction: that works through PgBouncer too.
 * @param appUrl how the app connects, where its role does not own the tables: it is granted what it
 *   needs
 */
export async function migrate(url: string, appUrl = url): Promise<void> {
  await on(url, async (db) => {
    // One transaction for all of it. The migrator's own BEGIN finds it open, and its COMMIT ends it
    // and lets go of the lock.
    await db.execute(sql`begin`);
    await db.execute(sql`set local statement_timeout = 0`);
    await db.execute(takeTurn);
    await applyMigrations(db, { migrationsFolder: join(import.meta.dirname, "migrations") });
    if (roleOf(appUrl) === roleOf(url)) return;
    await db.transaction(async (tx) => {
      await tx.execute(takeTurn);
      await grantAccess(tx, roleOf(appUrl));
    });
  });
  await on(appUrl, (db) =>
    db.transaction(async (tx) => {
      await tx.execute(takeTurn);
      await limitStatements(tx);
    }),
  );
}

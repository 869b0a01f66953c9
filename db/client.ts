import { drizzle } from "drizzle-orm/postgres-js";
import postgres from "postgres";

export type Database = ReturnType<typeof connect>;
export type Transaction = Parameters<Parameters<Database["transaction"]>[0]>[0];

/**
 * Opens a pool to the PostgreSQL at `url`; connections are made when first needed.
 *
 * The options suit PgBouncer in transaction mode too: no named prepared statements, no look-up of
 * types at connect, and nothing set for a session.
 */
export function connect(url: string, connections = 10) {
  const client = postgres(url, {
    max: connections,
    prepare: false,
    fetch_types: false,
    connect_timeout: 10,
    idle_timeout: 60,
    onnotice: () => {},
  });
  return drizzle(client);
}

import { drizzle } from "drizzle-orm/postgres-js";
import postgres from "postgres";
import { answerInTime } from "./answer-in-time.ts";

export type Database = ReturnType<typeof connect>;
export type Transaction = Parameters<Parameters<Database["transaction"]>[0]>[0];

/**
 * The options suit PgBouncer in transaction mode too: no named prepared statements, no look-up of
 * types at connect, and nothing set for a session.
 */
const open = (url: string, connections: number) =>
  postgres(url, {
    max: connections,
    prepare: false,
    fetch_types: false,
    connect_timeout: 5,
    idle_timeout: 60,
    onnotice: () => {},
  });

/**
 * Opens a pool to the PostgreSQL at `url`; connections are made when first needed, and a statement
 * takes as long as it takes.
 */
export function connect(url: string, connections = 10) {
  return drizzle(open(url, connections));
}

/**
 * As `connect`, for requests: a statement that isn't answered within some seconds fails.
 * @param onLost called, maybe more than once, when a connection failed: the pool is to be replaced
 */
export function connectForRequests(url: string, onLost: () => void): Database {
  const connections = 10;
  return drizzle(answerInTime(open(url, connections), connections, onLost));
}

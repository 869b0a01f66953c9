import { DrizzleQueryError } from "drizzle-orm";
import { connectForRequests, type Database } from "#db/client.ts";
import { codeOf, isUnreachable } from "#db/unreachable.ts";
import { getEnv } from "./env.ts";

/** On globalThis, so that a module reloaded in development keeps the pool it had. */
const key = Symbol.for("latchkey.database");
const shared = globalThis as { [key]?: Database | undefined };

/** How long the work of a pool that is given up may still take, in seconds. */
const lastWork = 2;

const open = (): Database => {
  const database = connectForRequests(getEnv().databaseUrl, () => {
    if (shared[key] === database) shared[key] = undefined;
    // Work on connections that are well goes on; the next call opens a new pool.
    void database.$client.end({ timeout: lastWork });
  });
  return database;
};

/** The process's one pool of connections, opened at the first call and after a failure. */
export function getDatabase(): Database {
  shared[key] ??= open();
  return shared[key];
}

/** Closes the pool once its statements have ended, at most two seconds later. */
export async function closeDatabase(): Promise<void> {
  const last = shared[key];
  shared[key] = undefined;
  await last?.$client.end({ timeout: lastWork });
}

/**
 * Whether a statement failed because the database could not be reached or could not do its work just
 * now: class 53 is a disk, memory or connections used up, 57 a statement cancelled for its length or
 * PostgreSQL starting up or going away.
 */
export function isConnectionFailure(error: unknown): boolean {
  const cause = error instanceof DrizzleQueryError ? error.cause : error;
  return isUnreachable(cause) || /^(CONNECT|53|57)/.test(codeOf(cause));
}

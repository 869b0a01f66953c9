import { DrizzleQueryError } from "drizzle-orm";
import { connect, type Database } from "#db/client.ts";
import { getEnv } from "./env.ts";

/** On globalThis, so that a module reloaded in development keeps the pool it had. */
const key = Symbol.for("latchkey.database");
const shared = globalThis as { [key]?: Database | undefined };

/** The process's one pool of connections, opened at the first call. */
export function getDatabase(): Database {
  shared[key] ??= connect(getEnv().databaseUrl);
  return shared[key];
}

/** Closes the pool once its statements have ended, at most five seconds later. */
export async function closeDatabase(): Promise<void> {
  const open = shared[key];
  shared[key] = undefined;
  await open?.$client.end({ timeout: 5 });
}

const connectionCodes = ["ECONNREFUSED", "ECONNRESET", "ENOTFOUND", "ETIMEDOUT"];

/** Whether a statement failed because the database could not be reached, or was going away. */
export function isConnectionFailure(error: unknown): boolean {
  const cause = error instanceof DrizzleQueryError ? error.cause : error;
  const code = cause instanceof Error && "code" in cause ? String(cause.code) : "";
  // CONNECT… are the driver's own; class 57P is PostgreSQL shutting down or starting up.
  return connectionCodes.includes(code) || code.startsWith("CONNECT") || code.startsWith("57P");
}

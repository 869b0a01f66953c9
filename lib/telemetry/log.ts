import { DrizzleQueryError } from "drizzle-orm";
import pino from "pino";

/** A failed query's own message lists its parameters, so only the database's word for it is kept. */
const describeError = (error: unknown): object => {
  const told = error instanceof DrizzleQueryError ? (error.cause ?? { name: error.name }) : error;
  if (!(told instanceof Error)) return { message: String(told) };
  const code = "code" in told ? { code: told.code } : {};
  return { name: told.name, message: told.message, stack: told.stack, ...code };
};

/** The process's log: JSON lines on standard output. Never give it a token, secret or challenge. */
export const log = pino({
  base: null,
  timestamp: pino.stdTimeFunctions.isoTime,
  serializers: { err: describeError },
});

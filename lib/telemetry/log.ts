import { DrizzleQueryError } from "drizzle-orm";
import pino from "pino";

/** A failed query's own message lists its parameters, so only the database's word for it is kept. */
const describeError = (error: unknown): object => {
  const told = error instanceof DrizzleQueryError ? (error.cause ?? { name: error.name }) : error;
  if (!(told instanceof Error)) return { message: String(told) };
  const code = "code" in told ? { code: told.code } : {};
  return { name: told.name, message: told.message, stack: told.stack, ...code };
};

/** Members that are blanked wherever they stand in the first three levels of what is logged. */
const secretMembers = [
  "authorization",
  "ceremony",
  "challenge",
  "cookie",
  "password",
  "secret",
  "set-cookie",
  "token",
];

const pathsTo = (name: string) => {
  const member = `["${name}"]`;
  return [member, `*${member}`, `*.*${member}`];
};

/**
 * The process's log: JSON lines on standard output. Never give it a token, secret or challenge; what
 * is blanked by name is for the day when somebody does.
 */
export const log = pino({
  base: null,
  redact: { paths: secretMembers.flatMap(pathsTo), censor: "[secret]" },
  timestamp: pino.stdTimeFunctions.isoTime,
  serializers: { err: describeError },
});

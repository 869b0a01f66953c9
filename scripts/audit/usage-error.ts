/** The words after `npm run audit --` say nothing that can be done. */
export class UsageError extends Error {
  override name = "UsageError";
}

/** Whether words were given that say nothing, by our own judgement or that of the parser. */
export const isUsage = (error: unknown): error is Error =>
  error instanceof UsageError ||
  (error instanceof TypeError &&
    "code" in error &&
    String(error.code).startsWith("ERR_PARSE_ARGS"));

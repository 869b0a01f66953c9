/** A statement that the database did not answer in time, or that got no connection in time. */
export class UnansweredError extends Error {
  override name = "UnansweredError";
  readonly code: "CONNECTION_SILENT" | "CONNECTIONS_BUSY";

  constructor(code: UnansweredError["code"]) {
    super(code === "CONNECTION_SILENT" ? "the database is silent" : "all connections are busy");
    this.code = code;
  }
}

/** The error code of the system, the driver or PostgreSQL; empty where there is none. */
export const codeOf = (error: unknown): string =>
  error instanceof Error && "code" in error ? String(error.code) : "";

const systemCodes = [
  "EAI_AGAIN",
  "ECONNABORTED",
  "ECONNREFUSED",
  "ECONNRESET",
  "EHOSTUNREACH",
  "ENETUNREACH",
  "ENOTFOUND",
  "EPIPE",
  "ETIMEDOUT",
];

/**
 * Whether `error` says that a connection to the database failed or is about to. CONNECTION… are the
 * driver's and ours; class 08 are failures of connections, 57P are PostgreSQL's starts and ends.
 */
export function isUnreachable(error: unknown): boolean {
  const code = codeOf(error);
  if (code === "CONNECTIONS_BUSY") return false;
  return systemCodes.includes(code) || /^(CONNECT|08|57P)/.test(code);
}

import type { FailureKind } from "./failure.ts";

/** Whether a passkey is being made or used. */
export type CeremonyKind = "create" | "use";

/** Nobody closes a window this fast: the browser never opened it. */
export const atOnceMs = 500;

const identifyRefusal = (
  ceremony: CeremonyKind,
  elapsedMs: number,
  timeoutMs: number,
): FailureKind => {
  // Browsers say NotAllowedError for both, so that pages can't tell who has a passkey (WebAuthn
  // Level 3 §14.5.2): only time tells a cancel from a timeout.
  if (elapsedMs >= timeoutMs) return `${ceremony}-timed-out`;
  if (ceremony === "use" && elapsedMs < atOnceMs) return "use-not-opened";
  return `${ceremony}-stopped`;
};

/** The browser's own words: the error may be wrapped in one with others. */
const wordsOf = ({ message, cause }: Error) => (cause instanceof Error ? cause.message : message);

const identifyUnsupported = (error: Error): FailureKind =>
  // The same name stands for "no such kind of key"; only Chrome's words tell the two apart.
  /screen lock/i.test(wordsOf(error)) ? "no-screen-lock" : "device-unsuited";

/**
 * Tells what a browser's error means.
 * @param elapsedMs how long the window was open, in milliseconds
 * @param timeoutMs how long it was allowed to be
 */
export function identifyError(
  error: unknown,
  ceremony: CeremonyKind,
  elapsedMs: number,
  timeoutMs: number,
): FailureKind {
  if (!(error instanceof Error)) return "unexpected";
  switch (error.name) {
    case "NotAllowedError":
      return identifyRefusal(ceremony, elapsedMs, timeoutMs);
    case "AbortError":
      // Not ours: Firefox says so when the person cancels.
      return `${ceremony}-stopped`;
    case "InvalidStateError":
      // Where one is used, it means that the device knows none of those asked for.
      return ceremony === "create" ? "already-here" : "use-none-here";
    case "ConstraintError":
      return ceremony === "create" ? "cannot-store" : "unexpected";
    case "NotSupportedError":
      return identifyUnsupported(error);
    case "SecurityError":
      return "wrong-address";
    case "OperationError":
      return "window-open";
    case "NotReadableError":
    case "UnknownError":
      return "no-answer";
    default:
      return "unexpected";
  }
}

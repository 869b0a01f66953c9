import type { FailureKind } from "./failure.ts";

/** What a refusal comes to when it is the second in a row. */
const whenRepeated: Partial<Record<FailureKind, FailureKind>> = {
  "use-not-opened": "use-none-here",
  "use-stopped": "use-none-here",
  "use-timed-out": "use-none-here",
  "create-stopped": "create-not-saved",
  "create-timed-out": "create-not-saved",
};

/**
 * Tells more of a passkey window that ends without a passkey again: after `previous`, the failure
 * just before, the same advice would not help.
 */
export function escalateFailure(kind: FailureKind, previous: FailureKind | null): FailureKind {
  const repeated = whenRepeated[kind];
  if (!repeated || !previous) return kind;
  return previous === repeated || whenRepeated[previous] === repeated ? repeated : kind;
}

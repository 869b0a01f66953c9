import type { MemberFault, ProblemCode } from "#lib/errors.ts";

/** What can go wrong in the browser, before or instead of an answer of the server. */
export const browserFailureKinds = [
  "unreachable",
  "unsupported",
  "in-app-browser",
  "insecure-page",
  "use-not-opened",
  "use-stopped",
  "use-timed-out",
  "use-none-here",
  "create-stopped",
  "create-timed-out",
  "create-not-saved",
  "already-here",
  "cannot-store",
  "no-screen-lock",
  "device-unsuited",
  "wrong-address",
  "window-open",
  "no-answer",
  "not-confirmed",
  "unexpected",
] as const;

/** The closed list of what a person can meet; the catalogues have words for each. */
export type FailureKind = ProblemCode | (typeof browserFailureKinds)[number];

/** Something that did not come about, and the members of a request that were at fault. */
export type Failure = {
  kind: FailureKind;
  fields: MemberFault[];
  /** Seconds until it is worth trying again, where the server said. */
  retryAfter?: number | undefined;
};

/** What an act of the browser's side comes to. */
export type Outcome<T> = { ok: true; value: T } | { ok: false; failure: Failure };

/** Makes the outcome of an act that failed. */
export function failed(
  kind: FailureKind,
  fields: MemberFault[] = [],
  retryAfter?: number,
): { ok: false; failure: Failure } {
  return { ok: false, failure: { kind, fields, retryAfter } };
}

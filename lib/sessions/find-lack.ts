import { type Refusal, refuse } from "#lib/errors.ts";
import type { SignedIn } from "./read-session.ts";
import { canOnlyEnrol } from "./session.ts";

/** What an act asks of the session, beyond being signed in. */
export type Needs = {
  /** A passkey must have been used just now. */
  stepUp?: boolean;
  /**
   * It changes how the person signs in, so whoever was let in by another device for an hour may not.
   * Goes without saying where a step-up is needed.
   */
  byPasskey?: boolean;
  /** Somebody who can only enrol a passkey may do it too. */
  inRecovery?: boolean;
};

/** Finds what a session lacks for an act with those needs; null when it lacks nothing. */
export function findLack(
  { session, steppedUp }: SignedIn,
  { stepUp = false, byPasskey = stepUp, inRecovery = false }: Needs,
): Refusal | null {
  if (canOnlyEnrol(session.method) && !inRecovery) return refuse("recovery-only");
  if (session.method === "linked" && byPasskey) return refuse("linked-session");
  return stepUp && !steppedUp ? refuse("step-up-required") : null;
}

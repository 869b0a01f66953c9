/** The ways of recovery that open a session: a recovery code, or a link in a mail. */
export type RecoveryMethod = "recovery" | "recovery-mail";

/** How a session came to be. */
export type SessionMethod = "passkey" | RecoveryMethod;

/** Whether a session can do nothing but enrol a passkey: it came by a way of recovery. */
export function canOnlyEnrol(method: SessionMethod): method is RecoveryMethod {
  return method !== "passkey";
}

/** The session that a request came with, as its owner may see it: the contract's `session`. */
export type Session = {
  id: string;
  method: SessionMethod;
  authenticatedAt: string;
  steppedUpUntil: string;
};

/** One row of an account's list of sessions. */
export type SessionListing = {
  id: string;
  current: boolean;
  createdAt: string;
  lastSeenAt: string;
  userAgent: string | null;
  ip: string | null;
  method: SessionMethod;
  passkeyId: string | null;
};

/** The ways of recovery that open a session: a recovery code, or a link in a mail. */
export type RecoveryMethod = "recovery" | "recovery-mail";

/**
 * How a session came to be: by a passkey used here; by a way of recovery or a `link` from another
 * device, to enrol a passkey; or `linked`, let in for an hour by a passkey on another device.
 */
export type SessionMethod = "passkey" | RecoveryMethod | "link" | "linked";

/** Whether a session came by a way of recovery. */
export function isRecovery(method: SessionMethod): method is RecoveryMethod {
  return method === "recovery" || method === "recovery-mail";
}

/** Whether a session of that method can enrol a passkey and do nothing else. */
export function canOnlyEnrol(method: SessionMethod): boolean {
  return isRecovery(method) || method === "link";
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

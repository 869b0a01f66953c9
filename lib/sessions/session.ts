/** How a session came to be. One by `recovery` can do nothing but enrol a passkey. */
export type SessionMethod = "passkey" | "recovery";

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

import type { Detail } from "#lib/audit/reason.ts";

/**
 * The closed list of problem codes (RFC 9457). `detail` is what the person can do next, in words
 * fit for a screen; a client may show its own by `code`.
 */
export const problems = {
  "invalid-request": {
    status: 400,
    title: "The request is not valid",
    detail: "Check what was entered and try again.",
  },
  "ceremony-expired": {
    status: 400,
    title: "This took too long",
    detail: "Start again; nothing has changed.",
  },
  "ceremony-spent": {
    status: 400,
    title: "This was already used",
    detail: "Start again to get a fresh passkey window.",
  },
  "ceremony-invalid": {
    status: 400,
    title: "This does not belong to this browser",
    detail: "Reload the page and start again.",
  },
  "passkey-rejected": {
    status: 400,
    title: "The passkey could not be accepted",
    detail: "Try again, or use another device or password manager.",
  },
  "sign-in-rejected": {
    status: 401,
    title: "Sign-in did not succeed",
    detail: "Try again, or use another passkey.",
  },
  "signed-out": {
    status: 401,
    title: "You are signed out",
    detail: "Sign in and try again.",
  },
  "cross-origin": {
    status: 403,
    title: "The request came from another site",
    detail: "Open our own address and try again there.",
  },
  "account-suspended": {
    status: 403,
    title: "The account is suspended",
    detail: "Ask the people who run this service.",
  },
  "step-up-required": {
    status: 403,
    title: "Confirm that it is you",
    detail: "Use a passkey once more, then try again.",
  },
  "recovery-only": {
    status: 403,
    title: "Create a passkey first",
    detail: "You got in by a recovery or a link, which lets you create a passkey and nothing else.",
  },
  "linked-session": {
    status: 403,
    title: "Use a passkey here for that",
    detail:
      "You were let in by your phone for an hour. To change this, use a browser with passkeys.",
  },
  "no-access": {
    status: 403,
    title: "You have no access to this",
    detail: "Ask the people who run this service for it.",
  },
  "not-found": {
    status: 404,
    title: "Not found",
    detail: "It may have been removed. Reload the page.",
  },
  "passkey-unknown": {
    status: 404,
    title: "This passkey is no longer known here",
    detail: "It was removed from the account. Use another passkey.",
  },
  "signed-in": {
    status: 409,
    title: "You are signed in already",
    detail: "Sign out here first, then start again.",
  },
  "last-passkey": {
    status: 409,
    title: "This is the last passkey",
    detail: "Add another passkey first; without one nobody could sign in.",
  },
  "passkey-exists": {
    status: 409,
    title: "This passkey is already registered",
    detail: "Sign in with it, or choose another device.",
  },
  "passkey-limit": {
    status: 409,
    title: "The account has as many passkeys as it can",
    detail: "Remove one that is no longer used, then add the new one.",
  },
  "code-rejected": {
    status: 400,
    title: "The code is not right",
    detail: "Check it, or ask for a new one.",
  },
  "link-rejected": {
    status: 400,
    title: "The link no longer works",
    detail: "It was used, replaced or is too old. Ask for a new one.",
  },
  "too-soon": {
    status: 429,
    title: "A mail was sent just now",
    detail: "Wait a minute before asking for another.",
  },
  "rate-limited": {
    status: 429,
    title: "Too many tries for now",
    detail: "Wait a little, then try again; nothing has changed.",
  },
  "mail-unavailable": {
    status: 503,
    title: "No mail can be sent here",
    detail: "Ask the people who run this service.",
  },
  "body-too-large": {
    status: 413,
    title: "The request is too large",
    detail: "Send at most 64 KiB.",
  },
  "content-type": {
    status: 415,
    title: "The request must be JSON",
    detail: "Send Content-Type: application/json.",
  },
  "content-encoding": {
    status: 415,
    title: "The request must not be compressed",
    detail: "Send it without Content-Encoding.",
  },
  "request-timeout": {
    status: 408,
    title: "The request took too long to arrive",
    detail: "Check the connection and try again.",
  },
  "headers-too-large": {
    status: 431,
    title: "The headers of the request are too large",
    detail: "Send at most 16 KiB of them; too many cookies are most often why.",
  },
  "server-error": {
    status: 500,
    title: "Something went wrong on our side",
    detail: "Nothing was lost. Try again in a moment.",
  },
  unavailable: {
    status: 503,
    title: "The service is not available right now",
    detail: "Try again in a moment.",
  },
} as const satisfies Record<string, { status: number; title: string; detail: string }>;

export type ProblemCode = keyof typeof problems;

/** Why something was refused, as the log and the audit trail have it. */
export type Reason = ProblemCode | Detail;

/** What the API answers, as `application/problem+json`, when it refuses. */
export type Problem = {
  type: string;
  title: string;
  status: number;
  code: ProblemCode;
  detail: string;
  requestId: string;
  retryAfter?: number;
  errors?: MemberFault[];
};

/** What can be wrong with what a person entered, with the words that the API says it in. */
export const entryFaults = {
  "email-missing": "Enter an e-mail address",
  "email-long": "This address is too long",
  "email-malformed": "Enter an e-mail address such as ada@example.com",
  "name-missing": "Enter a name",
  "name-long": "Use at most 64 characters",
  "name-characters": "Leave out line breaks and control characters",
  "note-missing": "Write a few words",
  "note-long": "Use at most 500 characters",
};

export type EntryFault = keyof typeof entryFaults;

/** One member of a request that is missing or not as it must be; `code` where a person entered it. */
export type MemberFault = { path: string; message: string; code?: EntryFault };

/**
 * An expected refusal, returned rather than thrown, and answered as the problem `refused`.
 * `reason` is for the log and the audit trail, never for the client.
 */
export type Refusal = {
  refused: ProblemCode;
  reason: Reason;
  errors?: MemberFault[];
  /** Seconds until it is worth trying again. */
  retryAfter?: number;
};

/** Makes a refusal; without a `reason` the code says enough. */
export function refuse(code: ProblemCode, reason: Reason = code): Refusal {
  return { refused: code, reason };
}

/** Tells a refusal from the value that was hoped for. */
export function isRefusal(value: unknown): value is Refusal {
  return typeof value === "object" && value !== null && "refused" in value;
}

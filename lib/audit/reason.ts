/**
 * Why something was refused, where the problem's code does not say enough. A closed list: what is
 * not in it does not compile. What the code says by itself is in lib/errors.ts.
 */
export type Detail =
  // Whether a ceremony is ours (lib/webauthn/ceremony.ts).
  | "browser"
  | "purpose"
  | "seal"
  | "session"
  // What a browser or an authenticator answered (lib/webauthn/).
  | "algorithm"
  | "another-account"
  | "attestation"
  | "authenticator-data-unreadable"
  | "backup-eligibility"
  | "backup-flags"
  | "challenge"
  | "client-data-type"
  | "client-data-unreadable"
  | "counter"
  | "credential-id-length"
  | "credential-id-mismatch"
  | "no-credential"
  | "not-discoverable"
  | "origin"
  | "public-key"
  | "revoked"
  | "rp-id"
  | "signature"
  | "top-origin"
  | "user-handle"
  | "user-handle-missing"
  | "user-presence"
  | "user-verification"
  // What did not arrive, or came too often (lib/http/, lib/limits/).
  | "body-broke-off"
  | "by-account"
  | "by-address"
  | "by-browser"
  | "by-mailbox"
  | "no-count"
  // Codes, links and requests that are no good (lib/accounts/, lib/links/, lib/recovery/).
  | "address-taken"
  | "by-owner"
  | "no-code-open"
  | "no-request-open"
  | "nothing-to-start"
  | "nothing-under-way"
  | "unknown-or-late"
  | "unknown-or-over"
  | "unknown-or-used"
  | "used-or-late"
  | "wrong-mail-code";

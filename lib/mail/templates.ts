/** Every mail there is, with what its words are given. `link`, `code` and `stop` are secrets. */
export type Mails = {
  "confirm-email": { code: string; link: string };
  "address-taken": { link: string };
  "email-changed": { newEmail: string; link: string };
  "passkey-added": { passkey: string; browser: string };
  "passkey-removed": { passkey: string; browser: string };
  "passkey-flagged": { passkey: string };
  "codes-made": { browser: string };
  "code-used": { left: number };
  "recovery-asked": { at: string; code: string; link: string; stop: string };
  "recovery-reminder": { at: string; stop: string };
  "recovery-ready": { link: string; stop: string };
  "recovery-approved": { link: string; stop: string };
  "recovery-denied": Record<never, never>;
  "recovery-stopped": Record<never, never>;
  "recovery-finished": Record<never, never>;
  "browser-new": { browser: string; ip: string };
  "link-refused": { browser: string; ip: string };
  "account-deleted": Record<never, never>;
};

export type MailName = keyof Mails;

/** What must not be read from the table of mails to be sent. */
export const secretParts = ["code", "link", "stop"] as const;

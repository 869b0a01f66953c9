/** Every mail there is, with what its words are given. `link` and `code` are secrets. */
export type Mails = {
  "confirm-email": { code: string; link: string };
  "address-taken": Record<never, never>;
  "email-changed": { newEmail: string; link: string };
  "passkey-added": { passkey: string; browser: string };
  "passkey-removed": { passkey: string; browser: string };
  "passkey-flagged": { passkey: string };
  "codes-made": { browser: string };
  "code-used": { left: number };
  "browser-new": { browser: string; ip: string };
  "link-refused": { browser: string; ip: string };
  "account-deleted": Record<never, never>;
};

export type MailName = keyof Mails;

/** What must not be read from the table of mails to be sent. */
export const secretParts = ["code", "link"] as const;

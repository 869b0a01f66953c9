/** How many calls, in how many seconds. */
export type Rate = readonly [calls: number, seconds: number];

/** By what calls are counted; `mailbox` is an address that somebody typed, whosever it is. */
export const dimensions = ["address", "browser", "account", "mailbox"] as const;
export type Dimension = (typeof dimensions)[number];

export type Limit = { [D in Dimension]?: Rate } & {
  /** Counted by all instances together in PostgreSQL, or by each for itself without a statement. */
  counted: "shared" | "in-memory";
  /** When the count can't be had: "open" goes on and counts in memory, "closed" refuses. */
  withoutCount: "open" | "closed";
};

type Rates = { [D in Dimension]?: Rate };

const inMemory = (rates: Rates) =>
  ({ ...rates, counted: "in-memory", withoutCount: "open" }) satisfies Limit;
const open = (rates: Rates) =>
  ({ ...rates, counted: "shared", withoutCount: "open" }) satisfies Limit;
const closed = (rates: Rates) =>
  ({ ...rates, counted: "shared", withoutCount: "closed" }) satisfies Limit;

const minute = 60;
const quarter = 15 * minute;
const hour = 60 * minute;

/**
 * Every limit there is; LIMITS_SCALE multiplies the calls. Per address is for an office of some
 * hundred people behind one; browsers can be made up, so theirs only keeps one that runs wild from
 * using up its office's. No sign-in is counted by account: that would let anybody lock its owner out.
 */
const table = {
  // Reads cost no statement more for being counted.
  read: inMemory({ address: [3000, minute], browser: [600, minute] }),
  health: inMemory({ address: [600, minute] }),
  "unknown-path": inMemory({ address: [300, minute] }),

  // Needs no database, and must not for a flood's sake. Every sign-in page asks for one.
  "POST /api/webauthn/authentication/options": inMemory({
    address: [3000, minute],
    browser: [600, minute],
  }),
  // 500 people at nine, each twice, and steps up twice. A browser is bounded by its options.
  "POST /api/webauthn/authentication/verification": open({ address: [2000, quarter] }),
  "POST /api/webauthn/registration/options": open({
    address: [1000, quarter],
    browser: [300, quarter],
  }),
  // Each makes an account, or a passkey: a flood of sign-ups ends here.
  "POST /api/webauthn/registration/verification": open({ address: [1000, hour] }),
  "POST /api/sign-out": open({ address: [2000, quarter] }),

  // One's own things: more than a person clicks, less than a script wants.
  "PATCH /api/account": open({ address: [1000, quarter], account: [100, quarter] }),
  "DELETE /api/account": open({ address: [500, hour], account: [20, hour] }),
  // Reads all that there is about somebody.
  "POST /api/account/export": open({ address: [500, hour], account: [20, hour] }),
  "PATCH /api/passkeys/[id]": open({ address: [1000, quarter], account: [100, quarter] }),
  "DELETE /api/passkeys/[id]": open({ address: [1000, quarter], account: [100, quarter] }),
  "DELETE /api/sessions": open({ address: [1000, quarter], account: [100, quarter] }),
  "DELETE /api/sessions/[id]": open({ address: [1000, quarter], account: [200, quarter] }),
  "PATCH /api/preferences": open({ address: [1000, quarter], browser: [200, quarter] }),

  // Each sends a mail, to whatever mailbox was typed: ten an hour is a nuisance, not a bombing.
  "POST /api/email/confirmation": closed({
    address: [300, hour],
    account: [10, hour],
    mailbox: [10, hour],
  }),
  // Six digits, and five tries a mail: 20 an hour find one in six years.
  "POST /api/email/confirmation/code": closed({ address: [300, hour], account: [20, hour] }),
  // Links carry 256 bits: nobody finds one by trying, so these bound the work alone.
  "POST /api/email/confirmation/link": open({ address: [500, hour] }),
  "POST /api/email/change-stop": open({ address: [500, hour] }),

  // Each is a row, for some minutes.
  "POST /api/links": closed({ address: [300, quarter], browser: [60, quarter] }),
  // 40 bits that live five minutes, so some hundred tries find nothing.
  "POST /api/links/join": closed({ address: [200, quarter], browser: [60, quarter] }),
  // Asked every two seconds, and a read in all but its last answer; ids have 128 bits.
  "POST /api/links/[id]/status": inMemory({ address: [6000, minute], browser: [300, minute] }),
  "POST /api/links/[id]/approve": open({ address: [300, quarter], account: [60, quarter] }),
  "POST /api/links/[id]/refuse": open({ address: [300, quarter], account: [60, quarter] }),

  // 80 bits: what this keeps small is the noise. By account it can't be: a wrong code is nobody's.
  "POST /api/recovery/code": closed({ address: [100, quarter], browser: [60, quarter] }),
  // A mailbox is sent one mail an hour at most, whoever asks: its limit keeps nothing from its owner.
  "POST /api/recovery/mail": closed({
    address: [100, hour],
    browser: [40, hour],
    mailbox: [20, hour],
  }),
  "POST /api/recovery/mail/link": closed({ address: [100, quarter], browser: [60, quarter] }),
  // The recovery code beside it has 80 bits, and its request has five tries.
  "POST /api/recovery/mail/codes": closed({ address: [100, quarter], browser: [60, quarter] }),
  // A person reads these. An account has one at a time, so the mailbox's limit costs its owner nothing.
  "POST /api/recovery/operator": closed({
    address: [60, hour],
    browser: [20, hour],
    mailbox: [10, hour],
  }),
  // Who stops a recovery must get through, whatever is broken.
  "POST /api/recovery/stop": open({ address: [500, quarter], account: [60, quarter] }),
  "POST /api/recovery/stop/link": open({ address: [500, quarter] }),
  "POST /api/recovery/codes": open({ address: [500, hour], account: [20, hour] }),
} satisfies Record<string, Limit>;

/** Each limit by the call that it is for, or by what several calls share. */
export type LimitName = keyof typeof table;

export const limits: Record<LimitName, Limit> = table;

import { type SQL, sql } from "drizzle-orm";
import { deviceLinks, type LinkKind, type LinkState } from "#db/recovery-schema.ts";
import { hashShortSecret } from "#lib/secrets.ts";
import { normaliseTypedCode } from "#lib/typed-code.ts";

export type { LinkKind, LinkState } from "#db/recovery-schema.ts";

/** How long a request waits for the other device, in seconds. */
export const linkSeconds: Record<LinkKind, number> = { "add-device": 5 * 60, "sign-in": 2 * 60 };

/** The browser that asks to be let in, as the device that approves is shown it. */
export type Asker = { browser: string | null; ip: string | null };

/** A request that was just opened: the one time that its code is there. */
export type OpenedLink = { id: string; code: string; seconds: number };

/** How a request stands, as the two browsers that it is between may see it: the contract's `link`. */
export type LinkStatus = {
  id: string;
  kind: LinkKind;
  state: LinkState;
  /** Seconds that are left. */
  seconds: number;
  /** What both screens show, once the two met. */
  words: string | null;
  /** Shown to who approves alone. */
  asker: Asker | null;
};

/** What is stored of a code, however it was typed; 40 bits are few enough to be keyed. */
export function hashLinkCode(code: string): Buffer {
  return hashShortSecret("link", normaliseTypedCode(code));
}

/** Whether a row's time is not up, by the database's clock. */
export function stillOpen(): SQL {
  return sql`${deviceLinks.expiresAt} > now()`;
}

/** Seconds that are left of a row's time. */
export function secondsLeft(): SQL<number> {
  return sql<number>`ceil(extract(epoch from ${deviceLinks.expiresAt} - now()))::int`;
}

import type { AuditName } from "#lib/audit/event.ts";
import type { Reason } from "#lib/errors.ts";
import type { Browser } from "./browsers.ts";
import type { models } from "./models.ts";

/** What a step is about. Passkeys and sessions go by labels that are the story's own. */
type About = {
  passkey?: string;
  session?: string;
  /** Why it was refused; without one it was done. */
  reason?: Reason;
};

/** One thing that happened, as it is written down: how long ago, in milliseconds, what, and where. */
export type Line = [ago: number, name: AuditName, browser: Browser, about?: About];

/** One thing that happened. */
export type Step = About & {
  /** How long ago, in milliseconds. */
  ago: number;
  name: AuditName;
  browser: Browser;
  /** Its address, where it is not the one that the browser has in `browsers`. */
  ip?: string;
};

/** Reads lines as steps. */
export function toSteps(lines: Line[]): Step[] {
  return lines.map(([ago, name, browser, about]) => ({ ago, name, browser, ...about }));
}

/** A passkey that a story speaks of. */
export type Role = {
  model: keyof typeof models;
  /** The name that its owner gave it, where it is not the product's. */
  renamed?: string;
  /** Its signature counter; 0 where its maker counts nothing. */
  counter?: number;
};

/**
 * A person and what happened to them, oldest first. Rows are made from the steps, so that what the
 * screens show and what the audit trail says agree.
 */
export type Story = {
  email: string;
  name: string | null;
  verified: boolean;
  /** How long ago the account was suspended, in milliseconds. */
  suspended?: number;
  passkeys: Record<string, Role>;
  /** The sessions that are open still, and how long ago each was last seen, in milliseconds. */
  open: Record<string, number>;
  steps: Step[];
};

import { index, integer, pgTable, text, uniqueIndex } from "drizzle-orm/pg-core";
import { bytea, moment, moments } from "./columns.ts";
import { accounts, sessions } from "./schema.ts";

/** Addresses that wait to be confirmed, one an account; link and code are there as hashes alone. */
export const emailConfirmations = pgTable("email_confirmations", {
  accountId: text("account_id")
    .primaryKey()
    .references(() => accounts.id, { onDelete: "cascade" }),
  email: text("email").notNull(),
  tokenHash: bytea("token_hash").notNull().unique(),
  codeHash: bytea("code_hash").notNull(),
  /** Wrong codes so far. */
  attempts: integer("attempts").notNull().default(0),
  expiresAt: moment("expires_at").notNull(),
  ...moments,
});

/** Changes of a confirmed address that the mailbox before can still stop. */
export const emailChanges = pgTable("email_changes", {
  tokenHash: bytea("token_hash").primaryKey(),
  accountId: text("account_id")
    .notNull()
    .references(() => accounts.id, { onDelete: "cascade" }),
  oldEmail: text("old_email").notNull(),
  expiresAt: moment("expires_at").notNull(),
  ...moments,
});

/** Recovery codes as hashes; a set replaces the one before. */
export const recoveryCodes = pgTable(
  "recovery_codes",
  {
    codeHash: bytea("code_hash").primaryKey(),
    accountId: text("account_id")
      .notNull()
      .references(() => accounts.id, { onDelete: "cascade" }),
    usedAt: moment("used_at"),
    ...moments,
  },
  (table) => [index("recovery_codes_account").on(table.accountId)],
);

/**
 * Recoveries by mail or by an operator that are under way, one of each an account. A row goes when
 * it ends, so that nothing of it can come back.
 */
export const recoveryRequests = pgTable(
  "recovery_requests",
  {
    id: text("id").primaryKey(),
    accountId: text("account_id")
      .notNull()
      .references(() => accounts.id, { onDelete: "cascade" }),
    method: text("method", { enum: ["mail", "operator"] }).notNull(),
    /** `linked` once the link that enrols a passkey is sent, `opened` once it is spent. */
    state: text("state", { enum: ["waiting", "linked", "opened"] })
      .notNull()
      .default("waiting"),
    /** The address that it was asked for with: once the account has another, it leads nowhere. */
    email: text("email").notNull(),
    /** What the person wrote to the operator. */
    note: text("note"),
    /** The code that skips the wait together with a recovery code. */
    codeHash: bytea("code_hash"),
    /** How often that code was tried. */
    attempts: integer("attempts").notNull().default(0),
    /** When the last mail went out that somebody asked for. */
    mailedAt: moment("mailed_at").notNull().defaultNow(),
    /** When the reminder is due; null once it is sent, and where there is none. */
    remindAt: moment("remind_at"),
    /** When the link is due; null where an operator decides. */
    opensAt: moment("opens_at"),
    tokenHash: bytea("token_hash").unique(),
    expiresAt: moment("expires_at").notNull(),
    ...moments,
  },
  (table) => [uniqueIndex("recovery_requests_one").on(table.accountId, table.method)],
);

/** What the links of mails carry that stop a recovery, one a mail. */
export const recoveryStops = pgTable(
  "recovery_stops",
  {
    tokenHash: bytea("token_hash").primaryKey(),
    requestId: text("request_id")
      .notNull()
      .references(() => recoveryRequests.id, { onDelete: "cascade" }),
  },
  (table) => [index("recovery_stops_request").on(table.requestId)],
);

/** What a link between two devices is for, and how far it got. */
export const linkKinds = ["add-device", "sign-in"] as const;
export type LinkKind = (typeof linkKinds)[number];
export const linkStates = ["open", "joined", "approved", "refused", "claimed"] as const;
export type LinkState = (typeof linkStates)[number];

/** Requests that one browser makes and another device approves; the code is there as a hash alone. */
export const deviceLinks = pgTable(
  "device_links",
  {
    id: text("id").primaryKey(),
    kind: text("kind", { enum: linkKinds }).notNull(),
    state: text("state", { enum: linkStates }).notNull().default("open"),
    codeHash: bytea("code_hash").notNull().unique(),
    /** The session that approves, whose account it is; where that session ends, this does too. */
    approverId: text("approver_id").references(() => sessions.id, { onDelete: "cascade" }),
    /** The browser that asks to be let in, by the hash of its cookie, and what it says of itself. */
    askerHash: text("asker_hash"),
    askerAgent: text("asker_agent"),
    askerIp: text("asker_ip"),
    words: text("words"),
    joinedAt: moment("joined_at"),
    expiresAt: moment("expires_at").notNull(),
    ...moments,
  },
  (table) => [
    index("device_links_approver").on(table.approverId),
    index("device_links_asker").on(table.askerHash),
    index("device_links_expiry").on(table.expiresAt),
  ],
);

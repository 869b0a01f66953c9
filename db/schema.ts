import { sql } from "drizzle-orm";
import {
  bigint,
  boolean,
  customType,
  index,
  integer,
  jsonb,
  pgTable,
  primaryKey,
  text,
  timestamp,
  uniqueIndex,
  uuid,
} from "drizzle-orm/pg-core";

const bytea = customType<{ data: Buffer }>({ dataType: () => "bytea" });
const moment = (name: string) => timestamp(name, { withTimezone: true });
const moments = {
  createdAt: moment("created_at").notNull().defaultNow(),
};

/** WebAuthn Level 3 §5.8.4. */
export const transports = ["ble", "hybrid", "internal", "nfc", "smart-card", "usb"] as const;
export type Transport = (typeof transports)[number];

/** What keeps a passkey, as far as its making told. */
export const passkeyKinds = ["computer", "phone", "password-manager", "security-key"] as const;
export type PasskeyKind = (typeof passkeyKinds)[number];

/** People. The user handle is what a passkey names them by; the e-mail is a label until verified. */
export const accounts = pgTable(
  "accounts",
  {
    id: text("id").primaryKey(),
    userHandle: bytea("user_handle").notNull().unique(),
    email: text("email").notNull(),
    emailVerifiedAt: moment("email_verified_at"),
    name: text("name"),
    /** The language that mails are written in. */
    locale: text("locale").notNull().default("en"),
    suspendedAt: moment("suspended_at"),
    ...moments,
  },
  (table) => [
    uniqueIndex("accounts_verified_email")
      .on(sql`lower(${table.email})`)
      .where(sql`${table.emailVerifiedAt} is not null`),
  ],
);

/** Passkeys. A revoked one keeps its row, so its credential id stays taken. */
export const passkeys = pgTable(
  "passkeys",
  {
    id: text("id").primaryKey(),
    accountId: text("account_id")
      .notNull()
      .references(() => accounts.id, { onDelete: "cascade" }),
    credentialId: text("credential_id").notNull().unique(),
    publicKey: bytea("public_key").notNull(),
    counter: bigint("counter", { mode: "number" }).notNull(),
    aaguid: uuid("aaguid").notNull(),
    transports: text("transports", { enum: transports }).array().notNull(),
    backupEligible: boolean("backup_eligible").notNull(),
    backedUp: boolean("backed_up").notNull(),
    name: text("name").notNull(),
    // The default serves rows that are older than the column.
    kind: text("kind", { enum: passkeyKinds }).notNull().default("computer"),
    lastUsedAt: moment("last_used_at"),
    /** Browser and system of the last use, in words. */
    lastUsedFrom: text("last_used_from"),
    /** When its counter first went back, which a copy of it would do. */
    flaggedAt: moment("flagged_at"),
    revokedAt: moment("revoked_at"),
    ...moments,
  },
  (table) => [index("passkeys_account").on(table.accountId)],
);

/** Signed-in browsers. The cookie holds the token, the row its hash alone. */
export const sessions = pgTable(
  "sessions",
  {
    id: text("id").primaryKey(),
    tokenHash: bytea("token_hash").notNull().unique(),
    accountId: text("account_id")
      .notNull()
      .references(() => accounts.id, { onDelete: "cascade" }),
    passkeyId: text("passkey_id").references(() => passkeys.id, { onDelete: "cascade" }),
    method: text("method").notNull(),
    /** The person asked to stay signed in in this browser: the longer limits hold. */
    kept: boolean("kept").notNull().default(false),
    userAgent: text("user_agent"),
    ip: text("ip"),
    authenticatedAt: moment("authenticated_at").notNull().defaultNow(),
    lastSeenAt: moment("last_seen_at").notNull().defaultNow(),
    expiresAt: moment("expires_at").notNull(),
    ...moments,
  },
  (table) => [
    index("sessions_account").on(table.accountId),
    index("sessions_passkey").on(table.passkeyId),
    index("sessions_expiry").on(table.expiresAt),
  ],
);

/** Challenges that were answered once, kept until no sealed ceremony can carry them any more. */
export const spentChallenges = pgTable(
  "spent_challenges",
  {
    challengeHash: bytea("challenge_hash").primaryKey(),
    expiresAt: moment("expires_at").notNull(),
  },
  (table) => [index("spent_challenges_expiry").on(table.expiresAt)],
);

/** What happened, for ever: no foreign keys, since it outlives what it speaks of. */
export const auditEvents = pgTable(
  "audit_events",
  {
    id: bigint("id", { mode: "number" }).primaryKey().generatedAlwaysAsIdentity(),
    at: moment("at").notNull().defaultNow(),
    name: text("name").notNull(),
    outcome: text("outcome").notNull(),
    reason: text("reason"),
    accountId: text("account_id"),
    passkeyId: text("passkey_id"),
    sessionId: text("session_id"),
    requestId: text("request_id").notNull(),
    ip: text("ip"),
    userAgent: text("user_agent"),
  },
  (table) => [index("audit_events_account").on(table.accountId, table.id)],
);

/** Browsers that somebody signed in from, by the hash of their cookie, so that a new one is told. */
export const knownBrowsers = pgTable(
  "known_browsers",
  {
    accountId: text("account_id")
      .notNull()
      .references(() => accounts.id, { onDelete: "cascade" }),
    browserHash: text("browser_hash").notNull(),
    seenAt: moment("seen_at").notNull().defaultNow(),
  },
  (table) => [primaryKey({ columns: [table.accountId, table.browserHash] })],
);

/** Mails to be sent; a row goes once its mail is out. No foreign key: a mail may tell of the end. */
export const outbox = pgTable(
  "outbox",
  {
    id: bigint("id", { mode: "number" }).primaryKey().generatedAlwaysAsIdentity(),
    recipient: text("recipient").notNull(),
    locale: text("locale").notNull(),
    template: text("template").notNull(),
    /** What the template is given and anybody with the database may read. */
    data: jsonb("data").$type<Record<string, string | number>>().notNull(),
    /** Codes and links, sealed. */
    secrets: text("secrets"),
    attempts: integer("attempts").notNull().default(0),
    dueAt: moment("due_at").notNull().defaultNow(),
    lastError: text("last_error"),
    ...moments,
  },
  (table) => [index("outbox_due").on(table.dueAt)],
);

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

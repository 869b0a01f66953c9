import { sql } from "drizzle-orm";
import {
  bigint,
  boolean,
  index,
  integer,
  jsonb,
  pgTable,
  primaryKey,
  text,
  uniqueIndex,
  uuid,
} from "drizzle-orm/pg-core";
import { bytea, moment, moments } from "./columns.ts";

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
    index("accounts_email").on(sql`lower(${table.email})`),
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
    /** The way of recovery that its passkey was enrolled by, in the session that the enrolment opened. */
    recoveredBy: text("recovered_by"),
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

/**
 * What was counted against a limit (lib/limits/), in the columns that the limiter's library asks
 * for. Unlogged: after a crash of the database, counting begins anew.
 */
export const rateLimits = pgTable(
  "rate_limits",
  {
    key: text("key").primaryKey(),
    points: integer("points").notNull(),
    expire: moment("expire"),
  },
  (table) => [index("rate_limits_expire").on(table.expire)],
);

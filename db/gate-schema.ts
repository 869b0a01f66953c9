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
  unique,
} from "drizzle-orm/pg-core";
import { bytea, moment, moments } from "./columns.ts";
import { accounts, sessions } from "./schema.ts";

/** Services behind a reverse proxy that asks here who may pass. */
export const gateServices = pgTable("gate_services", {
  id: text("id").primaryKey(),
  name: text("name").notNull().unique(),
  /** How long a ticket for it is good, in seconds. */
  ticketSeconds: integer("ticket_seconds").notNull().default(300),
  /** Whether it is told the person's address and name. */
  personal: boolean("personal").notNull().default(false),
  /** Sealed: signs its tickets where its proxy can't check what the gate's keys sign. */
  secret: text("secret"),
  ...moments,
});

/** The hosts that a service is reached at, with a port where it is not the usual one. */
export const gateHosts = pgTable("gate_hosts", {
  host: text("host").primaryKey(),
  serviceId: text("service_id")
    .notNull()
    .references(() => gateServices.id, { onDelete: "cascade" }),
});

/** What the paths of a service ask for; without a rule, that a passkey was used. */
export const gateRules = pgTable(
  "gate_rules",
  {
    id: bigint("id", { mode: "number" }).primaryKey().generatedAlwaysAsIdentity(),
    serviceId: text("service_id")
      .notNull()
      .references(() => gateServices.id, { onDelete: "cascade" }),
    prefix: text("prefix").notNull(),
    /** For these methods alone; none: for all. */
    methods: text("methods").array().notNull().default(sql`'{}'`),
    /** Anybody may pass. */
    open: boolean("open").notNull().default(false),
    /** Who has one of these may pass; none: whoever is signed in. */
    roles: text("roles").array().notNull().default(sql`'{}'`),
    /** How long ago the passkey may have been used, in seconds; null: as long as the session lasts. */
    maxAge: integer("max_age"),
  },
  (table) => [unique("gate_rules_one").on(table.serviceId, table.prefix, table.methods)],
);

/** What people may do: the name of a role, or of a group that they are in. */
export const gateRoles = pgTable(
  "gate_roles",
  {
    accountId: text("account_id")
      .notNull()
      .references(() => accounts.id, { onDelete: "cascade" }),
    role: text("role").notNull(),
    ...moments,
  },
  (table) => [primaryKey({ columns: [table.accountId, table.role] })],
);

/** Keys that tickets are signed with; the private part is sealed. */
export const gateKeys = pgTable("gate_keys", {
  kid: text("kid").primaryKey(),
  publicJwk: jsonb("public_jwk").$type<Record<string, string>>().notNull(),
  privateKey: text("private_key").notNull(),
  /** Published before, so that proxies know it in time. */
  signsFrom: moment("signs_from").notNull(),
  /** From then on its tickets are refused. */
  retiredAt: moment("retired_at"),
  ...moments,
});

/** One browser at one service, child of its session here: deleting it ends its tickets. */
export const gateSessions = pgTable(
  "gate_sessions",
  {
    id: text("id").primaryKey(),
    tokenHash: bytea("token_hash").notNull().unique(),
    sessionId: text("session_id")
      .notNull()
      .references(() => sessions.id, { onDelete: "cascade" }),
    accountId: text("account_id")
      .notNull()
      .references(() => accounts.id, { onDelete: "cascade" }),
    serviceId: text("service_id")
      .notNull()
      .references(() => gateServices.id, { onDelete: "cascade" }),
    ...moments,
  },
  (table) => [
    index("gate_sessions_session").on(table.sessionId),
    index("gate_sessions_account").on(table.accountId),
  ],
);

/** One-time codes that take a browser from here to a service, as hashes. */
export const gateCodes = pgTable("gate_codes", {
  codeHash: bytea("code_hash").primaryKey(),
  host: text("host").notNull(),
  serviceId: text("service_id")
    .notNull()
    .references(() => gateServices.id, { onDelete: "cascade" }),
  sessionId: text("session_id")
    .notNull()
    .references(() => sessions.id, { onDelete: "cascade" }),
  /** Hash of the secret in the browser's own cookie at that host. */
  stateHash: text("state_hash").notNull(),
  expiresAt: moment("expires_at").notNull(),
});

/**
 * What every instance must hear of within two seconds, in the order of its commits: the end of a gate
 * session, or (null) that services, rules or keys changed. Written by triggers (the migration).
 */
export const gateChanges = pgTable("gate_changes", {
  id: bigint("id", { mode: "number" }).primaryKey().generatedAlwaysAsIdentity(),
  gateSessionId: text("gate_session_id"),
  at: moment("at").notNull().defaultNow(),
});

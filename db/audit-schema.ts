import { bigint, index, integer, pgTable, text, timestamp } from "drizzle-orm/pg-core";
import { bytea, moment } from "./columns.ts";

/** A moment to the millisecond, so that JavaScript reads exactly what is stored, and seals that. */
const sealedMoment = (name: string) => timestamp(name, { withTimezone: true, precision: 3 });

/**
 * What happened, for ever: no foreign keys, since it outlives what it speaks of. The app's role may
 * add rows and read them, and nothing else (db/grant-access.ts).
 */
export const auditEvents = pgTable(
  "audit_events",
  {
    id: bigint("id", { mode: "number" }).primaryKey().generatedAlwaysAsIdentity(),
    at: sealedMoment("at").notNull().defaultNow(),
    name: text("name").notNull(),
    outcome: text("outcome").notNull(),
    reason: text("reason"),
    accountId: text("account_id"),
    passkeyId: text("passkey_id"),
    sessionId: text("session_id"),
    requestId: text("request_id").notNull(),
    /** Stands for the row of `audit_sources`, also once that is gone; null where nobody sent it. */
    sourceHash: bytea("source_hash"),
    /** The name of the service, role or key that an operator changed, or of the service that was entered. */
    about: text("about"),
  },
  (table) => [index("audit_events_account").on(table.accountId, table.id)],
);

/**
 * From where events came: the personal part, apart so that it can go with its account while the
 * events stay provable. The hash is over salt, address and user agent (lib/audit/source.ts).
 */
export const auditSources = pgTable("audit_sources", {
  hash: bytea("hash").primaryKey(),
  salt: bytea("salt").notNull(),
  ip: text("ip"),
  userAgent: text("user_agent"),
});

/** Which seal covers an event, and at which place. Places have no gaps, whatever the events' ids. */
export const auditLeaves = pgTable(
  "audit_leaves",
  {
    position: bigint("position", { mode: "number" }).primaryKey(),
    eventId: bigint("event_id", { mode: "number" }).notNull().unique(),
    seal: bigint("seal", { mode: "number" }).notNull(),
    /** Of the event as it was sealed: tells which event of a seal was changed. */
    hash: bytea("hash").notNull(),
  },
  (table) => [index("audit_leaves_seal").on(table.seal)],
);

/** A signed Merkle root over a run of events, chained to the seal before. */
export const auditSeals = pgTable("audit_seals", {
  number: bigint("number", { mode: "number" }).primaryKey(),
  /** The hash of the seal before; of the first one, 32 zero bytes. */
  previous: bytea("previous").notNull(),
  root: bytea("root").notNull(),
  /** The place of its first event, and how many it covers. */
  first: bigint("first", { mode: "number" }).notNull(),
  count: integer("count").notNull(),
  sealedAt: sealedMoment("sealed_at").notNull(),
  keyId: text("key_id").notNull(),
  signature: bytea("signature").notNull(),
});

/** That everything through a seal was deleted by age, signed, so that nothing else can pass for it. */
export const auditPrunes = pgTable("audit_prunes", {
  through: bigint("through", { mode: "number" }).primaryKey(),
  prunedAt: sealedMoment("pruned_at").notNull(),
  keyId: text("key_id").notNull(),
  signature: bytea("signature").notNull(),
});

/** How far a sink has been given the trail. */
export const auditDeliveries = pgTable("audit_deliveries", {
  sink: text("sink").primaryKey(),
  /** The place of the last event that it acknowledged. */
  position: bigint("position", { mode: "number" }).notNull(),
  /** Until when one instance has it to itself. */
  heldUntil: moment("held_until").notNull().defaultNow(),
});

import { type SQL, sql } from "drizzle-orm";
import { sessions } from "#db/schema.ts";
import { getEnv } from "#lib/env.ts";

const day = 24 * 60 * 60;

/** Lengths in seconds. The idle and absolute limits are settings (lib/env.ts). */
export const lifetime = {
  /** How long a session may do sensitive things after its passkey was used. */
  stepUp: 5 * 60,
  /** How long who got in by a way of recovery has to create a passkey. */
  enrolment: 15 * 60,
  /** `last_seen_at` is written at most this often. */
  seen: 60,
  /** Where the person asked to stay signed in. */
  kept: { idle: 30 * day, absolute: 90 * day },
} as const;

/** How long a new session lasts in all, in seconds. */
export function absoluteLimit(kept: boolean): number {
  return kept ? lifetime.kept.absolute : getEnv().session.absolute;
}

/** Whether a row of `sessions` has been used recently enough, by the database's clock. */
export function notIdle(): SQL {
  const { idle } = getEnv().session;
  return sql`${sessions.lastSeenAt} > now() - make_interval(
    secs => case when ${sessions.kept} then ${lifetime.kept.idle}::int else ${idle}::int end)`;
}

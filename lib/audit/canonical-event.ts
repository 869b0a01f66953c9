import type { auditEvents } from "#db/audit-schema.ts";
import { hashLeaf } from "./merkle.ts";

/** An event as it is sealed and exported. */
export type TrailEvent = {
  id: number;
  /** ISO 8601 in UTC, with milliseconds. */
  at: string;
  name: string;
  outcome: string;
  reason: string | null;
  accountId: string | null;
  passkeyId: string | null;
  sessionId: string | null;
  requestId: string;
  /** In base64url. */
  sourceHash: string | null;
  /** The service, role or key that an operator's change is about. */
  about: string | null;
};

/** `moment` in ISO 8601. PostgreSQL has moments that JavaScript hasn't, such as infinity. */
export function toIso(moment: Date): string {
  return Number.isNaN(moment.getTime()) ? "invalid" : moment.toISOString();
}

/** The event of a row of `audit_events`. */
export function toTrailEvent(row: typeof auditEvents.$inferSelect): TrailEvent {
  const { id, at, sourceHash, about, ...rest } = row;
  const hash = sourceHash?.toString("base64url") ?? null;
  return { id, at: toIso(at), ...rest, sourceHash: hash, about };
}

/**
 * The hash that an event is sealed by. The form belongs to the version of the seals
 * (seal-format.ts): a change of it needs a new one. What an event is about comes last and only where
 * there is something, so that events sealed before it could be told hash as they did.
 */
export function hashEvent(event: TrailEvent): Buffer {
  const { id, at, name, outcome, reason, accountId, passkeyId, sessionId } = event;
  const { requestId, sourceHash, about } = event;
  return hashLeaf(
    JSON.stringify([
      ...[id, at, name, outcome, reason, accountId, passkeyId, sessionId],
      ...[requestId, sourceHash],
      ...(about === null ? [] : [about]),
    ]),
  );
}

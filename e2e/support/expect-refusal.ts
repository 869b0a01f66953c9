import { asc, eq } from "drizzle-orm";
import { expect } from "vitest";
import { auditEvents } from "#db/audit-schema.ts";
import { getDatabase } from "#lib/database.ts";
import { type Problem, type ProblemCode, problems } from "#lib/errors.ts";
import { deliverMail } from "#lib/mail/deliver-mail.ts";
import { canSendMail } from "#lib/mail/send-mail.ts";
import { snapshotDatabase } from "./database-snapshot.ts";
import type { Reply } from "./http-client.ts";

/** The events of one request, as they came. */
export function eventsOf(requestId: string | null) {
  return getDatabase()
    .select()
    .from(auditEvents)
    .where(eq(auditEvents.requestId, requestId ?? ""))
    .orderBy(asc(auditEvents.id));
}

/** The newest event of one request. */
export async function eventOf(requestId: string | null) {
  return (await eventsOf(requestId)).at(-1);
}

/** What was queued earlier goes out whenever it likes; a refusal must send nothing. */
const settleMail = async () => {
  if (canSendMail()) await deliverMail();
};

/**
 * Expects that `act` is refused with the problem `code`, in the contract's form, and that no row of
 * the database differs afterwards but spent challenges and the audit trail.
 * @param reason what the audit trail must say; null: nothing at all
 */
export async function expectRefusal(
  act: () => Promise<Reply>,
  code: ProblemCode,
  reason?: string | null,
): Promise<Problem> {
  await settleMail();
  const before = await snapshotDatabase();
  const { status, headers, body } = await act();
  await settleMail();
  const problem = body as Problem;
  expect(problem).toMatchObject({ code, status });
  expect(status).toBe(problems[code].status);
  expect(headers.get("content-type")).toBe("application/problem+json");
  expect(headers.get("cache-control")).toBe("no-store");
  expect(headers.get("x-request-id")).toBe(problem.requestId);
  expect(headers.getSetCookie()).toEqual([]);
  expect(await snapshotDatabase()).toEqual(before);
  const event = await eventOf(problem.requestId);
  if (reason === null) expect(event).toBeUndefined();
  if (reason) expect(event).toMatchObject({ outcome: "refused", reason });
  return problem;
}

import { isDeepStrictEqual } from "node:util";
import fc from "fast-check";
import { expect } from "vitest";
import type { z } from "zod";
import { auditEvents } from "#db/audit-schema.ts";
import { spentChallenges } from "#db/schema.ts";
import { snapshotDatabase } from "#e2e/support/database-snapshot.ts";
import type { HttpClient, Reply } from "#e2e/support/http-client.ts";
import { getDatabase } from "#lib/database.ts";
import type { Change } from "./arbitrary-bodies.ts";

/** The same inputs each time; a failure prints it, with the input made as small as it gets. */
export const seed = 20_261_121;

type Target = {
  browser: HttpClient;
  prepared: unknown;
  verify: (client: HttpClient, prepared: unknown) => Promise<Reply>;
  shape: z.ZodType<{ ceremony: string; response: Record<string, unknown> }>;
};

/** What a verification goes by: bodies that agree in it are the same answer. */
const essence = (shape: Target["shape"], body: unknown) => {
  const { data } = shape.safeParse(body);
  return data && { ...data, response: { ...data.response, clientExtensionResults: {} } };
};

/**
 * Sends `runs` changed bodies to a verification endpoint and expects each to be refused, without
 * a fault of the server or a cookie, and at the end no row to differ.
 * @returns the reasons that the audit trail gives
 */
export async function holdAgainst(
  { browser, prepared, verify, shape }: Target,
  changes: fc.Arbitrary<Change>,
  runs: number,
): Promise<Set<string | null>> {
  const before = await snapshotDatabase();
  const bodies = changes.map((change) => change(prepared));
  const property = fc.asyncProperty(bodies, async (body) => {
    fc.pre(!isDeepStrictEqual(essence(shape, body), essence(shape, prepared)));
    const { status, headers } = await verify(browser, body);
    expect(status).toBeGreaterThanOrEqual(400);
    expect(status).toBeLessThan(500);
    expect(headers.getSetCookie()).toEqual([]);
    // So that the next input, too, gets past the spending of its challenge.
    await getDatabase().delete(spentChallenges);
  });
  await fc.assert(property, { numRuns: runs, seed });
  expect(await snapshotDatabase()).toEqual(before);
  const events = await getDatabase().select({ reason: auditEvents.reason }).from(auditEvents);
  return new Set(events.map(({ reason }) => reason));
}

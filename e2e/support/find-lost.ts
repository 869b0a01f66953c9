import { sql } from "drizzle-orm";
import { getDatabase } from "#lib/database.ts";
import type { Told } from "./busy-member.ts";

/** The event that each change has, with the request that made it. */
const events = {
  "sign-up": "account-create",
  "sign-in": "sign-in",
  "passkey-add": "passkey-add",
  "passkey-revoke": "passkey-revoke",
};

const isThere = ({ what, requestId, passkeyId, challenge }: Told) => sql`(
  exists (select from audit_events
    where request_id = ${requestId} and name = ${events[what]} and outcome = 'done')
  and exists (select from passkeys
    where id = ${passkeyId} and (${what !== "passkey-revoke"} or revoked_at is not null))
  and (${challenge}::bytea is null
    or exists (select from spent_challenges where challenge_hash = ${challenge}::bytea)))`;

/** Which of the changes that clients were `told` of are not in the database, or not in whole. */
export async function findLost(told: Told[]): Promise<Told[]> {
  if (told.length === 0) return [];
  const checks = sql.join(
    told.map((one, index) => sql`(${index}::int, ${isThere(one)})`),
    sql`, `,
  );
  const lost = await getDatabase().execute<{ index: number }>(
    sql`select index from (values ${checks}) as checked (index, there) where not there`,
  );
  return lost.flatMap(({ index }) => told[index] ?? []);
}

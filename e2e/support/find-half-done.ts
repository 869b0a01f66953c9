import { sql } from "drizzle-orm";
import { getDatabase } from "#lib/database.ts";

/** What belongs together, each as a query for what is there without the other. */
const halves = {
  "account without a passkey": sql`
    select a.id from accounts a where not exists (
      select from passkeys p where p.account_id = a.id and p.revoked_at is null)`,
  "account without its event": sql`
    select a.id from accounts a where not exists (
      select from audit_events e where e.name = 'account-create' and e.account_id = a.id)`,
  "event of an account that is not there": sql`
    select e.account_id as id from audit_events e where e.name = 'account-create'
      and e.outcome = 'done' and not exists (select from accounts a where a.id = e.account_id)
      and not exists (select from audit_events d
        where d.name = 'account-delete' and d.account_id = e.account_id)`,
  "passkey without its event": sql`
    select p.id from passkeys p where not exists (
      select from audit_events e where e.name = 'passkey-add' and e.passkey_id = p.id)`,
  "revoked passkey without its event, or the event alone": sql`
    select p.id from passkeys p where (p.revoked_at is not null) <> exists (
      select from audit_events e where e.name = 'passkey-revoke' and e.passkey_id = p.id)`,
  "session of a revoked passkey": sql`
    select s.id from sessions s join passkeys p on p.id = s.passkey_id
      where p.revoked_at is not null`,
  "session without the event of its entry": sql`
    select s.id from sessions s where not exists (
      select from audit_events e where e.session_id = s.id and e.outcome = 'done'
        and e.name in ('sign-in', 'code-use', 'recovery-open', 'device-link', 'phone-approve'))`,
  "recovery codes used as often as nobody entered": sql`
    select c.account_id as id from recovery_codes c where c.used_at is not null
      group by c.account_id having count(*) <> (
        select count(*) from audit_events e
          where e.name = 'code-use' and e.account_id = c.account_id)`,
  "ceremonies with more effects than challenges were spent": sql`
    select 'all' as id where (select count(*) from spent_challenges) < (
      select count(distinct e.request_id) from audit_events e
        where e.name in ('passkey-add', 'sign-in', 'step-up') and e.outcome = 'done')`,
};

/** What is half done in the database, by name and id; empty where all is well. */
export async function findHalfDone(): Promise<string[]> {
  const found = Object.entries(halves).map(async ([name, query]) => {
    const rows = await getDatabase().execute<{ id: string }>(query);
    return rows.map(({ id }) => `${name}: ${id}`);
  });
  return (await Promise.all(found)).flat();
}

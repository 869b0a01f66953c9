import { sql } from "drizzle-orm";
import type { Transaction } from "./client.ts";

/**
 * Has the server end statements of this role after five seconds, and transactions that idle. As
 * defaults of the role, since PgBouncer in transaction mode passes nothing on that is set for a
 * session; connections made from now on have them. What an operator has set stays.
 */
export async function limitStatements(tx: Transaction): Promise<void> {
  await tx.execute(sql`do $$ begin
    if current_setting('statement_timeout') = '0' then
      execute format('alter role %I set statement_timeout = %L', current_user, '5s');
    end if;
    if current_setting('idle_in_transaction_session_timeout') = '0' then
      execute format('alter role %I set idle_in_transaction_session_timeout = %L', current_user, '15s');
    end if;
  end $$`);
}

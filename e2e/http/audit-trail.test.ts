import { eq, sql } from "drizzle-orm";
import { expect, test } from "vitest";
import { auditEvents, auditSources } from "#db/audit-schema.ts";
import { appendOnly } from "#db/grant-access.ts";
import { snapshotDatabase } from "#e2e/support/database-snapshot.ts";
import { HttpClient } from "#e2e/support/http-client.ts";
import { newAuthenticator, newEmail, newPerson, origin } from "#e2e/support/people.ts";
import { signIn, signUp } from "#e2e/support/run-ceremonies.ts";
import { hashSource } from "#lib/audit/source.ts";
import { getDatabase } from "#lib/database.ts";
import { runWithPeer } from "#lib/http/peer.ts";

const columns: Record<(typeof appendOnly)[number], string> = {
  audit_events: "name",
  audit_leaves: "seal",
  audit_seals: "key_id",
  audit_prunes: "key_id",
};

const rewriting = appendOnly.flatMap((table) => [
  `update ${table} set ${columns[table]} = ${columns[table]}`,
  `delete from ${table}`,
  `truncate ${table}`,
]);

test.each(rewriting)("the app's role is refused: %s", async (statement) => {
  await newPerson();
  const before = await snapshotDatabase(["audit_events", "audit_sources"]);
  const act = getDatabase().execute(sql.raw(statement));
  await expect(act).rejects.toMatchObject({ cause: { code: "42501" } });
  expect(await snapshotDatabase(["audit_events", "audit_sources"])).toEqual(before);
});

test("an event keeps a hash of where it came from, which the source proves", async () => {
  const { account } = await newPerson();
  const [row] = await getDatabase()
    .select()
    .from(auditEvents)
    .innerJoin(auditSources, eq(auditSources.hash, auditEvents.sourceHash))
    .where(eq(auditEvents.accountId, account.id))
    .limit(1);
  const source = row?.audit_sources;
  expect(source?.userAgent).toContain("Chrome");
  expect(source && hashSource(source.salt, source)).toEqual(row?.audit_events.sourceHash);
});

test("deleting an account forgets everything personal, in every table", async () => {
  const userAgent = "Mozilla/5.0 (X11; Linux x86_64) Firefox/157.0 of-nobody-else";
  const ip = "203.0.113.77";
  const email = newEmail();
  const browser = new HttpClient(origin, { "user-agent": userAgent });
  const authenticator = newAuthenticator();
  const { account, events } = await runWithPeer(ip, async () => {
    const { body } = await signUp(browser, authenticator, email);
    await browser.patch("/api/account", { name: "Ada Nobody-Else" });
    await signIn(browser, authenticator);
    const before = JSON.stringify(await snapshotDatabase(["audit_events", "audit_sources"]));
    for (const personal of [userAgent, ip, email, "Ada Nobody-Else"]) {
      expect(before).toContain(personal);
    }
    const own = await getDatabase().$count(auditEvents, eq(auditEvents.accountId, body.account.id));
    expect((await browser.delete("/api/account")).status).toBe(204);
    return { account: body.account, events: own };
  });

  const after = JSON.stringify(await snapshotDatabase(["audit_events", "audit_sources"]));
  const credential = authenticator.credentials[0]?.id ?? "";
  for (const personal of [userAgent, ip, email, "Ada Nobody-Else", credential]) {
    expect(after).not.toContain(personal);
  }
  const kept = await getDatabase().$count(auditEvents, eq(auditEvents.accountId, account.id));
  expect(kept).toBe(events + 1);
});

test("the app's statements end after five seconds, by the server", async () => {
  const [row] = await getDatabase().execute(sql`
    select current_setting('statement_timeout') as statement,
      current_setting('idle_in_transaction_session_timeout') as idle`);
  expect(row).toEqual({ statement: "5s", idle: "15s" });
});

import { randomBytes } from "node:crypto";
import { cp, mkdtemp, readFile, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { eq, sql } from "drizzle-orm";
import { migrate as applyMigrations } from "drizzle-orm/postgres-js/migrator";
import { afterAll, afterEach, beforeEach, expect, inject, test } from "vitest";
import { auditEvents, auditSources } from "#db/audit-schema.ts";
import { connect } from "#db/client.ts";
import { appendOnly } from "#db/grant-access.ts";
import { migrate } from "#db/migrate.ts";
import { hashSource } from "#lib/audit/source.ts";

const maintenance = new URL(inject("databaseTemplate"));
maintenance.pathname = "postgres";
const owner = connect(maintenance.href, 2);
afterAll(() => owner.$client.end());

let name = "";
let url = "";

beforeEach(async () => {
  name = `latchkey_test_${randomBytes(6).toString("hex")}`;
  await owner.execute(sql`create database ${sql.identifier(name)}`);
  const own = new URL(inject("databaseTemplate"));
  own.pathname = name;
  url = own.href;
});

afterEach(async () => {
  await owner.execute(sql`drop database ${sql.identifier(name)} with (force)`);
});

test("eight instances that start at once migrate an empty database once", async () => {
  await Promise.all(Array.from({ length: 8 }, () => migrate(url)));
  const db = connect(url, 1);
  const applied = await db.execute(sql`select hash from drizzle.__drizzle_migrations`);
  const tables = await db.execute(
    sql`select from information_schema.tables where table_schema = 'public'`,
  );
  await db.$client.end();
  expect(new Set(applied.map(({ hash }) => hash)).size).toBe(applied.length);
  expect(applied.length).toBeGreaterThan(0);
  expect(tables.length).toBeGreaterThanOrEqual(5);
});

test("an instance waits for one that is migrating", async () => {
  const db = connect(url, 1);
  await db.execute(sql`begin`);
  await db.execute(sql`select pg_advisory_xact_lock(7205759403)`);
  let done = false;
  const migrating = migrate(url).then(() => {
    done = true;
  });
  const waiting = () =>
    owner.execute(
      sql`select from pg_locks l join pg_database d on d.oid = l.database
          where d.datname = ${name} and l.locktype = 'advisory' and not l.granted`,
    );
  await expect.poll(async () => (await waiting()).length).toBe(1);
  expect(done).toBe(false);
  await db.execute(sql`commit`);
  await migrating;
  await db.$client.end();
});

test("a role that owns the tables takes the right to rewrite the trail from itself", async () => {
  const role = sql.identifier(name);
  await owner.execute(sql`create role ${role} login password 'not-a-secret'`);
  await owner.execute(sql`alter database ${role} owner to ${role}`);
  const single = new URL(url);
  single.username = name;
  single.password = "not-a-secret";

  await migrate(single.href);

  const db = connect(single.href, 1);
  for (const table of appendOnly) {
    const refused = db.execute(sql`delete from ${sql.identifier(table)}`);
    await expect(refused).rejects.toMatchObject({ cause: { code: "42501" } });
  }
  await db.execute(sql`delete from sessions`);
  await db.$client.end();
  await owner.execute(sql`drop database ${role} with (force)`);
  await owner.execute(sql`drop role ${role}`);
  await owner.execute(sql`create database ${role}`);
});

/** Applies the first `count` migrations alone, as an older version of the app did. */
const migrateTo = async (count: number) => {
  const folder = await mkdtemp(join(tmpdir(), "latchkey-migrations-"));
  await cp(join(import.meta.dirname, "../../db/migrations"), folder, { recursive: true });
  const file = join(folder, "meta/_journal.json");
  const journal = JSON.parse(await readFile(file, "utf8"));
  await writeFile(file, JSON.stringify({ ...journal, entries: journal.entries.slice(0, count) }));
  const db = connect(url, 1);
  await applyMigrations(db, { migrationsFolder: folder });
  await rm(folder, { recursive: true });
  return db;
};

test("events of older versions keep from where they came, where their account is there", async () => {
  const db = await migrateTo(4);
  await db.execute(sql`insert into accounts (id, user_handle, email) values ('here', '', 'a@b.c')`);
  for (const [account, ip, agent] of [
    ["here", "203.0.113.1", "Grüße \\ 'x'"],
    ["here", null, null],
    [null, "203.0.113.2", null],
    ["gone", "203.0.113.3", "gone"],
  ]) {
    await db.execute(sql`
      insert into audit_events (name, outcome, account_id, request_id, ip, user_agent)
      values ('sign-in', 'done', ${account}, 'r', ${ip}, ${agent})`);
  }

  await migrate(url);

  const rows = await db
    .select()
    .from(auditEvents)
    .leftJoin(auditSources, eq(auditSources.hash, auditEvents.sourceHash))
    .orderBy(auditEvents.id);
  await db.$client.end();
  const sources = rows.map(({ audit_sources: source }) => source);
  expect(sources.map((source) => source?.ip)).toEqual([
    "203.0.113.1",
    undefined,
    "203.0.113.2",
    undefined,
  ]);
  expect(rows.map(({ audit_events: event }) => event.sourceHash === null)).toEqual([
    false,
    true,
    false,
    false,
  ]);
  for (const source of sources) {
    if (source) expect(hashSource(source.salt, source)).toEqual(source.hash);
  }
});

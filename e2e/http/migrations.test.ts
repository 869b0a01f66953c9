import { randomBytes } from "node:crypto";
import { sql } from "drizzle-orm";
import { afterEach, beforeEach, expect, test } from "vitest";
import { connect } from "#db/client.ts";
import { migrate } from "#db/migrate.ts";
import { getDatabase } from "#lib/database.ts";

let name = "";
let url = "";

beforeEach(async () => {
  name = `latchkey_test_${randomBytes(6).toString("hex")}`;
  await getDatabase().execute(sql`create database ${sql.identifier(name)}`);
  const own = new URL(process.env.DATABASE_URL ?? "");
  own.pathname = name;
  url = own.href;
});

afterEach(async () => {
  await getDatabase().execute(sql`drop database ${sql.identifier(name)} with (force)`);
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
    getDatabase().execute(
      sql`select from pg_locks l join pg_database d on d.oid = l.database
          where d.datname = ${name} and l.locktype = 'advisory' and not l.granted`,
    );
  await expect.poll(async () => (await waiting()).length).toBe(1);
  expect(done).toBe(false);
  await db.execute(sql`commit`);
  await migrating;
  await db.$client.end();
});

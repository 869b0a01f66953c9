import { randomBytes } from "node:crypto";
import postgres from "postgres";
import { afterAll, inject } from "vitest";
import { closeDatabase } from "#lib/database.ts";
import { sessionSecret } from "./serve-on-database.ts";

// Each test file works in its own copy of the migrated database, so that files run at once.
const template = new URL(inject("databaseTemplate"));
const own = new URL(template);
own.pathname = `latchkey_test_${randomBytes(6).toString("hex")}`;
const maintenance = new URL(template);
maintenance.pathname = "postgres";

const nameOf = ({ pathname }: URL) => pathname.slice(1);

const server = postgres(maintenance.href, { max: 1, onnotice: () => {} });
await server`create database ${server(nameOf(own))} template ${server(nameOf(template))}`;

const pooler = process.env.TEST_POOLER_URL;
/** As the tests connect: through PgBouncer where there is one, which would hold a template open. */
const used = new URL(own);
used.username = inject("appRole");
if (pooler) used.host = new URL(pooler).host;

Object.assign(process.env, {
  DATABASE_OWNER_URL: own.href,
  DATABASE_URL: used.href,
  // All handlers that are called without the listener share one address.
  LIMITS_SCALE: "1000",
  ORIGIN: "http://localhost:3000",
  SESSION_SECRET: sessionSecret,
});

afterAll(async () => {
  await closeDatabase();
  await server`drop database ${server(nameOf(own))} with (force)`;
  await server.end();
});

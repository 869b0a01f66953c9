import { join, resolve } from "node:path";
import nextEnv from "@next/env";
import { sql } from "drizzle-orm";
import { connect } from "#db/client.ts";
import { EmbeddedDatabaseError } from "#db/embedded/embedded-database-error.ts";
import { startEmbedded } from "#db/embedded/start.ts";
import { migrate } from "#db/migrate.ts";

/** Empties the development database: everything in it is dropped, and the schema made anew. */

const root = join(import.meta.dirname, "..");
const thisMachine = ["localhost", "127.0.0.1", "[::1]"];

const { NODE_ENV } = process.env;
nextEnv.loadEnvConfig(root, true);
const databaseUrl = process.env.DATABASE_URL?.trim();
const dataDir = resolve(root, process.env.DATA_DIR?.trim() || ".data");

const findRefusal = (): string | null => {
  if (NODE_ENV === "production") return "NODE_ENV is production.";
  if (!databaseUrl) return null;
  const host = URL.parse(databaseUrl)?.hostname ?? "";
  if (thisMachine.includes(host)) return null;
  return `DATABASE_URL leads to "${host}", which is not this machine.`;
};

const empty = async (url: string) => {
  const db = connect(url, 1);
  try {
    await db.transaction(async (tx) => {
      // Whoever holds a transaction open on a table would otherwise hold up this one for good.
      await tx.execute(sql`set local lock_timeout = '10s'`);
      await tx.execute(sql`drop schema if exists drizzle, public cascade`);
      await tx.execute(sql`create schema public`);
    });
  } finally {
    await db.$client.end();
  }
  await migrate(url);
};

const reset = async () => {
  const embedded = databaseUrl ? null : await startEmbedded(dataDir);
  try {
    await empty(databaseUrl || embedded?.url || "");
  } finally {
    await embedded?.release();
  }
  const where = embedded ? `in ${embedded.directory}` : "at DATABASE_URL";
  console.log(`The database ${where} is empty, with the newest schema.`);
};

const refusal = findRefusal();
if (refusal) {
  console.error(`Not reset: ${refusal} This is for development alone.`);
  process.exitCode = 1;
} else {
  await reset().catch((error) => {
    console.error(error instanceof EmbeddedDatabaseError ? error.message : error);
    process.exitCode = 1;
  });
}

import { chmod, mkdtemp, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import postgres from "postgres";
import type { TestProject } from "vitest/node";
import { makeAppRole } from "#db/embedded/make-app-role.ts";
import { startEmbedded } from "#db/embedded/start.ts";
import { migrate } from "#db/migrate.ts";

declare module "vitest" {
  interface ProvidedContext {
    /** A migrated database that nobody is connected to, to be copied, as its owner reaches it. */
    databaseTemplate: string;
    /** The role that the app works as. */
    appRole: string;
  }
}

const startOwn = async () => {
  const folder = await mkdtemp(join(tmpdir(), "latchkey-http-"));
  // PostgreSQL runs as `nobody` when the tests run as root.
  await chmod(folder, 0o755);
  const { url, release } = await startEmbedded(join(folder, "data"));
  // What a crash would lose is of no worth here, and each test file copies a database.
  const server = postgres(url, { max: 1 });
  await server`alter system set fsync = off`;
  await server`select pg_reload_conf()`;
  await server.end();
  const stop = async () => {
    await release();
    await rm(folder, { recursive: true, force: true });
  };
  return { url, stop };
};

const asRole = (database: URL, role: string) => {
  const url = new URL(database);
  url.username = role;
  return url.href;
};

/**
 * Starts a PostgreSQL for the HTTP tests, or takes the one at TEST_DATABASE_URL (as a user who may
 * create databases and roles), and migrates a template in it.
 * @returns what puts everything away
 */
export default async function startDatabaseServer(project: TestProject) {
  const given = process.env.TEST_DATABASE_URL;
  const { url, stop } = given ? { url: given, stop: async () => {} } : await startOwn();
  const name = `latchkey_template_${process.pid}`;
  const template = new URL(url);
  template.pathname = name;
  const server = postgres(url, { max: 1, onnotice: () => {} });
  const putAway = async () => {
    await server`drop database if exists ${server(name)} with (force)`;
    await server.end();
    await stop();
  };
  try {
    await server`create database ${server(name)}`;
    const { username } = new URL(await makeAppRole(url));
    await migrate(template.href, asRole(template, username));
    project.provide("appRole", username);
  } catch (error) {
    await putAway();
    throw error;
  }
  project.provide("databaseTemplate", template.href);
  return putAway;
}

import {
  chownSync,
  existsSync,
  mkdirSync,
  mkdtempSync,
  readdirSync,
  renameSync,
  rmSync,
  writeFileSync,
} from "node:fs";
import { dirname, join } from "node:path";
import { advice, EmbeddedDatabaseError } from "./embedded-database-error.ts";
import type { SystemUser } from "./find-system-user.ts";
import type { Binaries } from "./locate-binaries.ts";
import { runProgram } from "./run-program.ts";
import { makeSharedRoot, sharedRoot } from "./shared-root.ts";

/** The role that owns everything, and its database. */
export const role = "latchkey";

const isAlive = (pid: number): boolean => {
  try {
    return process.kill(pid, 0);
  } catch (error) {
    return (error as NodeJS.ErrnoException).code === "EPERM";
  }
};

/** What processes left that were killed while they made a cluster. */
const removeOldDrafts = (parent: string): void => {
  for (const name of readdirSync(parent)) {
    const pid = /^draft-(\d+)-/.exec(name)?.[1];
    if (pid && !isAlive(Number(pid))) rmSync(join(parent, name), { recursive: true, force: true });
  }
};

const fill = async (draft: string, binaries: Binaries, user: SystemUser, password: string) => {
  const passwordFile = join(draft, "password");
  const cluster = join(draft, "cluster");
  writeFileSync(passwordFile, password, { mode: 0o600 });
  mkdirSync(cluster, { mode: 0o700 });
  if (user) for (const path of [draft, passwordFile, cluster]) chownSync(path, user.uid, user.gid);
  const settings = [
    `--pgdata=${cluster}`,
    `--username=${role}`,
    `--pwfile=${passwordFile}`,
    "--auth=scram-sha-256",
    "--encoding=UTF8",
    "--locale=C",
    "--locale-provider=builtin",
    "--builtin-locale=C.UTF-8",
  ];
  await runProgram(binaries.initdb, settings, user, draft);
  const alone = ["--single", "-D", cluster, "postgres"];
  await runProgram(binaries.postgres, alone, user, draft, `create database ${role}\n`);
  return cluster;
};

/**
 * Makes the cluster at `directory`, with the app's role and database, if there is none. It is made
 * beside and moved into place: there whole or not at all, and of several makers at once one wins.
 * @throws EmbeddedDatabaseError
 */
export async function createCluster(
  directory: string,
  binaries: Binaries,
  user: SystemUser,
  password: string,
): Promise<void> {
  const exists = () => existsSync(join(directory, "PG_VERSION"));
  if (exists()) return;
  const parent = dirname(directory);
  if (parent === sharedRoot) makeSharedRoot();
  removeOldDrafts(parent);
  const draft = mkdtempSync(join(parent, `draft-${process.pid}-`));
  try {
    renameSync(await fill(draft, binaries, user, password), directory);
  } catch (error) {
    if (exists()) return;
    throw new EmbeddedDatabaseError(
      `The embedded PostgreSQL's data folder ${directory} could not be made. ${advice}\n${error}`,
    );
  } finally {
    rmSync(draft, { recursive: true, force: true });
  }
}

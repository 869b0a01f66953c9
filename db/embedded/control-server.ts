import { existsSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { setTimeout as delay } from "node:timers/promises";
import { EmbeddedDatabaseError } from "./embedded-database-error.ts";
import type { SystemUser } from "./find-system-user.ts";
import type { Binaries } from "./locate-binaries.ts";
import { disownForeignPid, findLivingServer, isServing } from "./read-pid-file.ts";
import { runProgram } from "./run-program.ts";

const secondsToWait = 30;

const logFile = (directory: string) => join(directory, "server.log");

/** Refuses at once what PostgreSQL would refuse again and again. */
const checkVersion = (directory: string, { version }: Binaries): void => {
  const found = readFileSync(join(directory, "PG_VERSION"), "utf8").trim();
  if (found === version) return;
  throw new EmbeddedDatabaseError(
    `The data in ${directory} is of PostgreSQL ${found}, but the packages bring ${version}. Dump it with the old packages and restore it with the new, or move the folder away to start empty.`,
  );
};

/**
 * Starts a server for the cluster, detached from this process, and waits until it is ready.
 * @throws Error when it does not start, be it that another process has started one first
 */
export async function startServer(
  directory: string,
  binaries: Binaries,
  user: SystemUser,
  port: number,
): Promise<void> {
  checkVersion(directory, binaries);
  disownForeignPid(directory);
  // A shell reads these: they hold nothing that it would take for more than words.
  const options = `-p ${port} -c listen_addresses=127.0.0.1 -c unix_socket_directories=`;
  const how = ["-w", "-t", String(secondsToWait), "-l", logFile(directory), "-o", options];
  await runProgram(binaries.pgCtl, ["start", "-D", directory, ...how], user, directory);
}

/**
 * Stops the server: open transactions are rolled back, data is flushed. Resolves when it is gone.
 * @throws Error when it is not within 30 seconds
 */
export async function stopServer(directory: string): Promise<void> {
  const server = findLivingServer(directory);
  if (!server) return;
  // pg_ctl asks for the same, but would then also wait for a server that another process starts.
  process.kill(server.pid, "SIGINT");
  const until = Date.now() + secondsToWait * 1000;
  while (isServing(server.pid, directory)) {
    if (Date.now() > until)
      throw new Error(`${directory} is still served. ${describeLog(directory)}`);
    await delay(20);
  }
}

/** Where the server's log is, and its last lines. */
export function describeLog(directory: string): string {
  const file = logFile(directory);
  const lines = existsSync(file) ? readFileSync(file, "utf8").trimEnd().split("\n") : [];
  return `Its log, ${file}, ends with:\n${lines.slice(-10).join("\n")}`;
}

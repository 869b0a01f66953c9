import { setTimeout as delay } from "node:timers/promises";
import { describeLog, startServer, stopServer } from "./control-server.ts";
import { createCluster } from "./create-cluster.ts";
import { EmbeddedDatabaseError } from "./embedded-database-error.ts";
import { findFreePort } from "./find-free-port.ts";
import type { SystemUser } from "./find-system-user.ts";
import { databaseUrl, holdTenancy } from "./hold-tenancy.ts";
import type { Binaries } from "./locate-binaries.ts";
import { findLivingServer } from "./read-pid-file.ts";
import { readState, rememberPort } from "./remember-state.ts";

const secondsToTry = 30;

/** What a server is made of: real paths, programs, and the user that it runs as. */
export type Site = { dataDir: string; directory: string; binaries: Binaries; user: SystemUser };

/** A server that serves and that this process is a user of. */
export type Entrance = { url: string; leave: () => Promise<void> };

const startOnFreePort = async ({ dataDir, directory, binaries, user }: Site, wanted: number) => {
  const port = await findFreePort(wanted);
  await startServer(directory, binaries, user, port);
  if (port !== wanted) rememberPort(dataDir, port);
};

const isWrongPassword = (error: unknown) =>
  error instanceof Error && "code" in error && error.code === "28P01";

/** One attempt: null or an error when others start or stop the server at this very moment. */
const tryToEnter = async (site: Site, onLoss: () => void): Promise<Entrance | null> => {
  const { dataDir, directory, binaries, user } = site;
  const state = readState(dataDir);
  if (!state) {
    throw new EmbeddedDatabaseError(`${dataDir} was emptied while the app ran. Start it again.`);
  }
  await createCluster(directory, binaries, user, state.password);
  if (!findLivingServer(directory)) await startOnFreePort(site, state.port);
  const server = findLivingServer(directory);
  if (!server?.ready) return null;
  const url = databaseUrl(server.port, state.password);
  try {
    const tenancy = await holdTenancy(url, directory, onLoss);
    const stop = () => stopServer(directory);
    return { url, leave: () => tenancy.leave(stop) };
  } catch (error) {
    if (!isWrongPassword(error)) throw error;
    throw new EmbeddedDatabaseError(
      `The data in ${directory} has another password than ${dataDir}/postgres.json says. Bring back the file that belongs to it, or move the folder away to start empty.`,
    );
  }
};

/**
 * Joins the server of `site`, or starts one; other processes may do the same meanwhile, or stop it.
 * @param onLoss called when the server ends before it was left
 * @throws EmbeddedDatabaseError when that fails for 30 seconds, or can't ever work
 */
export async function enterServer(site: Site, onLoss: () => void): Promise<Entrance> {
  const until = Date.now() + secondsToTry * 1000;
  let reason = "";
  for (let pause = 50; Date.now() < until; pause = Math.min(pause * 1.5, 2000)) {
    try {
      const entrance = await tryToEnter(site, onLoss);
      if (entrance) return entrance;
    } catch (error) {
      if (error instanceof EmbeddedDatabaseError) throw error;
      reason = String(error);
    }
    await delay(pause);
  }
  throw new EmbeddedDatabaseError(
    `The embedded PostgreSQL was not ready within ${secondsToTry} s. ${reason}\n${describeLog(site.directory)}`,
  );
}

import { mkdirSync, realpathSync } from "node:fs";
import { EmbeddedDatabaseError } from "./embedded-database-error.ts";
import { type Entrance, enterServer, type Site } from "./enter-server.ts";
import { findSystemUser } from "./find-system-user.ts";
import { locateBinaries } from "./locate-binaries.ts";
import { prepareState } from "./remember-state.ts";

/** An embedded PostgreSQL that serves, and that this process is a user of. */
export type Embedded = {
  /** How to connect to the app's database. */
  url: string;
  /** Where the data lives. */
  directory: string;
  /** Resolves if the server dies and can't be brought back: `url` leads nowhere any more. */
  lost: Promise<EmbeddedDatabaseError>;
  /** Leaves; whoever leaves last stops the server. */
  release: () => Promise<void>;
};

const prepareSite = async (givenDir: string): Promise<Site> => {
  mkdirSync(givenDir, { recursive: true });
  const dataDir = realpathSync(givenDir);
  const { directory } = await prepareState(dataDir);
  const user = findSystemUser(directory);
  return { dataDir, directory, user, binaries: locateBinaries(user) };
};

const describe = (error: unknown) =>
  error instanceof EmbeddedDatabaseError
    ? error
    : new EmbeddedDatabaseError(`The embedded PostgreSQL can't be used: ${error}`, {
        cause: error,
      });

/** Keeps the server alive for as long as this process uses it. */
const keep = async (site: Site): Promise<Embedded> => {
  const { promise: lost, resolve: giveUp } = Promise.withResolvers<EmbeddedDatabaseError>();
  let released: Promise<void> | undefined;
  let entrance: Promise<Entrance>;
  const enterAgain = async () => {
    if (released) return;
    entrance = enterServer(site, enterAgain);
    const again = await entrance.catch(describe);
    if (again instanceof EmbeddedDatabaseError) giveUp(again);
    else if (again.url !== url) {
      giveUp(new EmbeddedDatabaseError("The embedded PostgreSQL moved to another port."));
    }
  };
  entrance = enterServer(site, enterAgain);
  const { url } = await entrance;
  const leave = async () => (await entrance.catch(() => null))?.leave();
  const release = () => {
    released ??= leave();
    return released;
  };
  return { url, directory: site.directory, lost, release };
};

/**
 * Starts the embedded PostgreSQL of the folder `dataDir`, or joins the one that runs: any number of
 * processes of one machine may use a folder. If the server dies meanwhile, it is started again.
 * @throws EmbeddedDatabaseError whose message says what to do
 */
export async function startEmbedded(dataDir: string): Promise<Embedded> {
  try {
    return await keep(await prepareSite(dataDir));
  } catch (error) {
    throw describe(error);
  }
}

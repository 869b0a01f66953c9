import { DrizzleQueryError } from "drizzle-orm";
import { makeAppRole } from "#db/embedded/make-app-role.ts";
import { startEmbedded } from "#db/embedded/start.ts";
import { migrate } from "#db/migrate.ts";
import { closeDatabase } from "#lib/database.ts";
import { LaunchError } from "./launch-error.ts";
import { type Prepared, publish } from "./prepare-environment.ts";
import { onStop, stopProcess } from "./stop-process.ts";

const reasonOf = (error: unknown): string => {
  const told = error instanceof DrizzleQueryError ? error.cause : error;
  if (!(told instanceof Error)) return String(told);
  // A host of several addresses fails with a code for all of them and no message.
  return told.message || ("code" in told ? String(told.code) : told.name);
};

/** How the owner of the tables connects, and how the app does. */
type Addresses = { owner: string; app: string };

const openEmbedded = async (dataDir: string, production: boolean): Promise<Addresses> => {
  const starting = startEmbedded(dataDir);
  // Before it has started, so that a stop in between leaves no server behind.
  onStop(() =>
    starting.then(
      (embedded) => embedded.release(),
      () => {},
    ),
  );
  const { url, directory, lost } = await starting;
  const app = await makeAppRole(url);
  publish({ DATABASE_URL: app });
  if (production) {
    // Standard output is for what a command is asked for.
    process.stderr.write(
      `The data lives in ${directory}; set DATABASE_URL to keep it in a PostgreSQL of yours.\n`,
    );
  }
  lost.then((error) => {
    process.stderr.write(`${error.message}\n`);
    return stopProcess(1);
  });
  return { owner: url, app };
};

/**
 * Starts or joins the embedded PostgreSQL where there is no DATABASE_URL, and brings the database
 * to the newest schema.
 * @returns how the owner of the tables connects, for what the app's role can't do
 * @throws EmbeddedDatabaseError, LaunchError
 */
export async function openDatabase({ env, dataDir, embedded }: Prepared): Promise<string> {
  const production = process.env.NODE_ENV === "production";
  const { owner, app } = embedded
    ? await openEmbedded(dataDir, production)
    : { owner: env.databaseOwnerUrl ?? env.databaseUrl, app: env.databaseUrl };
  onStop(closeDatabase);
  try {
    await migrate(owner, app);
  } catch (error) {
    const { host, pathname } = new URL(owner);
    throw new LaunchError(
      `The database at ${host}${pathname} can't be brought to the newest schema: ${reasonOf(error)}`,
    );
  }
  return owner;
}

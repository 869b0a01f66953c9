import { mkdtemp, readFile, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { findFreePort } from "#db/embedded/find-free-port.ts";
import { serveBuild } from "./serve-build.ts";

/** What seals in these tests; it protects nothing. */
export const sessionSecret = "not a secret: it seals nothing but these tests";

/** How the owner of the tables connects, where the app's role is another: it migrates at the start. */
const ownerOf = (databaseUrl: string): string => {
  const owner = new URL(process.env.DATABASE_OWNER_URL ?? databaseUrl);
  const app = new URL(databaseUrl);
  if (app.username === owner.username) return "";
  owner.pathname = app.pathname;
  return owner.href;
};

/**
 * Starts the production build on the database at `databaseUrl`, without waiting for it.
 * @param settings beside those that it needs
 * @param origin for an instance behind a proxy: where people find it
 */
export async function launchOn(
  databaseUrl: string,
  settings: Record<string, string> = {},
  origin?: string,
) {
  const folder = await mkdtemp(join(tmpdir(), "latchkey-faults-"));
  const port = await findFreePort();
  const own = `http://localhost:${port}`;
  const logFile = join(folder, "server.log");
  const app = serveBuild(
    {
      origin: own,
      dataDir: join(folder, "data"),
      settings: {
        DATABASE_URL: databaseUrl,
        DATABASE_OWNER_URL: ownerOf(databaseUrl),
        SESSION_SECRET: sessionSecret,
        ORIGIN: origin ?? own,
        // More than any limit lets one address do.
        LIMITS_SCALE: "1000",
        ...settings,
      },
    },
    logFile,
  );
  const putAway = async () => {
    await app.kill();
    await rm(folder, { recursive: true, force: true });
  };
  return { ...app, origin: own, port, logFile, putAway };
}

/** As `launchOn`, and waits until it is ready. */
export async function serveOn(...given: Parameters<typeof launchOn>) {
  const app = await launchOn(...given);
  await app.ready().catch(async (error) => {
    const log = await readFile(app.logFile, "utf8");
    await app.putAway();
    throw new Error(`${error.message}\n${log}`);
  });
  return app;
}

import { chmod, mkdtemp, readFile, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { findFreePort } from "#db/embedded/find-free-port.ts";
import { startEmbedded } from "#db/embedded/start.ts";
import { serveBuild } from "#e2e/support/serve-build.ts";
import { closeDatabase } from "#lib/database.ts";
import { type Certificate, makeCertificate } from "./certificate.ts";
import { startRelay } from "./start-relay.ts";

const secret = "not a secret: it seals nothing but these tests";

const startFront = async (app: number, { certificate, key }: Certificate) =>
  await startRelay(app, { cert: await readFile(certificate), key: await readFile(key) });

/**
 * Starts the production build with a gate, on a PostgreSQL of its own. This process becomes its
 * operator: what it imports of lib works on the same database, with the same secrets.
 * @param tls whether browsers reach it by https
 */
export async function startSite(tls: boolean) {
  const folder = await mkdtemp(join(tmpdir(), "latchkey-edge-"));
  // PostgreSQL runs as `nobody` when the tests run as root.
  await chmod(folder, 0o755);
  const database = await startEmbedded(join(folder, "data"));
  const direct = new URL(database.url);
  const relay = await startRelay(Number(direct.port));
  const relayed = new URL(direct);
  relayed.port = String(relay.port);
  const [app, gate] = [await findFreePort(), await findFreePort()];
  const certificate = tls ? await makeCertificate(folder) : undefined;
  const front = certificate && (await startFront(app, certificate));
  const origin = front ? `https://localhost:${front.port}` : `http://localhost:${app}`;
  const settings = {
    PORT: String(app),
    DATABASE_URL: relayed.href,
    SESSION_SECRET: secret,
    TRUSTED_PROXY_HOPS: "1",
    GATE_LISTEN: `127.0.0.1:${gate}`,
  };
  Object.assign(process.env, { DATABASE_URL: direct.href, SESSION_SECRET: secret, ORIGIN: origin });
  const logFile = join(folder, "server.log");
  const at = { origin, dataDir: join(folder, "data"), settings };
  const server = serveBuild(at, logFile);
  const stop = async () => {
    await server.stop();
    await front?.stop();
    await closeDatabase();
    await relay.stop();
    await database.release();
    await rm(folder, { recursive: true, force: true });
  };
  await server.ready().catch(async (cause) => {
    const written = await readFile(logFile, "utf8");
    await stop();
    throw new Error(`The app did not start:\n${written}`, { cause });
  });
  return {
    pid: server.pid,
    app,
    gate,
    origin,
    certificate,
    folder,
    databaseUrl: relayed.href,
    setDatabaseCut: relay.setCut,
    stop,
  };
}

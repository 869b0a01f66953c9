import { chmod, mkdir, mkdtemp, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import type { FullConfig } from "playwright/test";
import { findFreePort } from "#db/embedded/find-free-port.ts";
import { checkServerLog } from "./check-server-log.ts";
import { startMailServer } from "./mail-server.ts";
import { serveBuild } from "./serve-build.ts";

/**
 * Starts the production build with a database of its own in a temporary folder, and a mail server.
 * Its log, and the mails, go to the folder of the test results.
 * @returns what stops it, looks through its log for secrets, and removes the folder
 */
export default async function startServer({ projects }: FullConfig): Promise<() => Promise<void>> {
  const [project] = projects;
  const origin = project?.use.baseURL ?? "";
  const results = project?.outputDir ?? "";
  const folder = await mkdtemp(join(tmpdir(), "latchkey-e2e-"));
  // PostgreSQL runs as `nobody` when the tests run as root.
  await chmod(folder, 0o755);
  await mkdir(results, { recursive: true });
  const mailFolder = join(results, "mail");
  const logFile = join(results, "server.log");
  const mail = await startMailServer(mailFolder);
  const gate = `127.0.0.1:${await findFreePort()}`;
  const settings = { GATE_LISTEN: gate };
  const site = { origin, dataDir: join(folder, "data"), smtpUrl: mail.url, settings };
  // For the tests that act as the server's operator (e2e/support/operate.ts).
  process.env.E2E_DATA_DIR = site.dataDir;
  process.env.E2E_GATE = gate;
  const server = serveBuild(site, logFile);
  const stop = async () => {
    await server.stop();
    await mail.stop();
    try {
      await checkServerLog(logFile, { dataDir: site.dataDir, mailFolder });
    } finally {
      await rm(folder, { recursive: true, force: true });
    }
  };
  await server.ready().catch(async (error) => {
    await stop();
    throw error;
  });
  return stop;
}

import { spawn } from "node:child_process";
import { once } from "node:events";
import { openSync } from "node:fs";
import { chmod, mkdir, mkdtemp, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { setTimeout as wait } from "node:timers/promises";
import type { FullConfig } from "playwright/test";

const root = join(import.meta.dirname, "../..");
const startSeconds = 60;
const stopSeconds = 20;

/** Asks until the server is ready; says so when it ended, or is not ready in time. */
const waitUntilReady = async (origin: string, ended: AbortSignal, logFile: string) => {
  const until = Date.now() + startSeconds * 1000;
  while (Date.now() < until && !ended.aborted) {
    const answer = await fetch(`${origin}/api/health/ready`).catch(() => null);
    if (answer?.ok) return;
    await wait(100);
  }
  const what = ended.aborted ? "ended" : `was not ready within ${startSeconds} s`;
  throw new Error(`The server ${what}; see ${logFile}.`);
};

/**
 * Starts the production build with a database of its own in a temporary folder. Its log goes to the
 * folder of the test results.
 * @returns what stops it and removes the folder
 */
export default async function startServer({ projects }: FullConfig): Promise<() => Promise<void>> {
  const [project] = projects;
  const origin = project?.use.baseURL ?? "";
  const results = project?.outputDir ?? "";
  const folder = await mkdtemp(join(tmpdir(), "latchkey-e2e-"));
  // PostgreSQL runs as `nobody` when the tests run as root.
  await chmod(folder, 0o755);
  await mkdir(results, { recursive: true });
  const logFile = join(results, "server.log");
  const log = openSync(logFile, "w");
  const server = spawn(process.execPath, ["server.ts"], {
    cwd: root,
    stdio: ["ignore", log, log],
    env: {
      ...process.env,
      NODE_ENV: "production",
      PORT: new URL(origin).port,
      ORIGIN: origin,
      DATA_DIR: join(folder, "data"),
      // Set to nothing, so that no env file of a developer fills them in.
      DATABASE_URL: "",
      SESSION_SECRET: "",
      RP_ID: "",
      APP_NAME: "",
      TRUSTED_PROXY_HOPS: "",
    },
  });
  const ended = new AbortController();
  const exit = once(server, "exit").finally(() => ended.abort());
  const stop = async () => {
    server.kill("SIGTERM");
    const late = AbortSignal.timeout(stopSeconds * 1000);
    late.addEventListener("abort", () => server.kill("SIGKILL"));
    await exit;
    await rm(folder, { recursive: true, force: true });
  };
  await waitUntilReady(origin, ended.signal, logFile).catch(async (error) => {
    await stop();
    throw error;
  });
  return stop;
}

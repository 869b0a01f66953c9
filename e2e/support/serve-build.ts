import { spawn } from "node:child_process";
import { once } from "node:events";
import { openSync } from "node:fs";
import { join } from "node:path";
import { setTimeout as wait } from "node:timers/promises";

const root = join(import.meta.dirname, "../..");
const startSeconds = 60;
const stopSeconds = 20;

/** Where a build is served, the folder that holds its secrets and its database, and its mail server. */
export type Site = {
  origin: string;
  dataDir: string;
  smtpUrl?: string;
  /** Set beside, or instead of what is blank. */
  settings?: Record<string, string>;
};

/** The environment of a process that works on `site` and on nothing of a developer's. */
export function environmentOf({ origin, dataDir, smtpUrl = "", settings = {} }: Site) {
  return {
    ...process.env,
    PORT: new URL(origin).port,
    ORIGIN: origin,
    DATA_DIR: dataDir,
    // Set to nothing, so that no env file of a developer fills them in.
    DATABASE_URL: "",
    SESSION_SECRET: "",
    RP_ID: "",
    APP_NAME: "",
    DATABASE_OWNER_URL: "",
    AUDIT_KEY: "",
    AUDIT_SINK: "",
    AUDIT_SINK_TOKEN: "",
    // All of a test run comes from one address.
    LIMITS_SCALE: "1000",
    GATE_LISTEN: "off",
    TRUSTED_PROXY_HOPS: "",
    SMTP_URL: smtpUrl,
    MAIL_FROM: "",
    SESSION_IDLE_MINUTES: "",
    SESSION_HOURS: "",
    RECOVERY_WAIT_HOURS: "",
    ...settings,
  };
}

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
 * Starts the production build at `site`, with its log in `logFile`.
 * @returns `ready`, which waits until it serves and throws when it does not; `stop` and `kill`, which
 *   wait until it is gone, `stop` with its exit code
 */
export function serveBuild(site: Site, logFile: string) {
  const log = openSync(logFile, "w");
  const server = spawn(process.execPath, ["server.ts"], {
    cwd: root,
    stdio: ["ignore", log, log],
    env: { ...environmentOf(site), NODE_ENV: "production" },
  });
  const ended = new AbortController();
  const exit = once(server, "exit").finally(() => ended.abort());
  const ready = () => waitUntilReady(site.origin, ended.signal, logFile);
  const stop = async () => {
    server.kill("SIGTERM");
    const late = AbortSignal.timeout(stopSeconds * 1000);
    late.addEventListener("abort", () => server.kill("SIGKILL"));
    await exit;
    return server.exitCode;
  };
  const kill = async () => {
    server.kill("SIGKILL");
    await exit;
  };
  return { pid: server.pid ?? 0, ready, stop, kill };
}

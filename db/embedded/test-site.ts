import { spawn } from "node:child_process";
import { once } from "node:events";
import { chmodSync, mkdtempSync, realpathSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import postgres from "postgres";
import { onTestFinished } from "vitest";
import { findLivingServer, isServing } from "./read-pid-file.ts";
import { readState } from "./remember-state.ts";

/** A process that uses the server of a folder. */
export type Tenant = {
  url: string;
  directory: string;
  /** As `kill -9` does. */
  kill: () => Promise<void>;
  /** @returns the exit code */
  leave: () => Promise<number | null>;
};

const script = fileURLToPath(new URL("./tenant-process.ts", import.meta.url));
const waitMilliseconds = 20_000;

/** Asks again and again until `ask` answers with something true; fails after 20 seconds. */
export async function waitFor<T>(ask: () => T | Promise<T>): Promise<T> {
  const until = Date.now() + waitMilliseconds;
  for (;;) {
    const answer = await ask();
    if (answer) return answer;
    if (Date.now() > until) throw new Error(`in vain: ${ask}`);
    await new Promise((resolve) => setTimeout(resolve, 20));
  }
}

/** What `run` asks of the database at `url`, on a connection of its own. */
export async function query<T>(url: string, run: (sql: postgres.Sql) => Promise<T>): Promise<T> {
  const sql = postgres(url, { max: 1, connect_timeout: 5, onnotice: () => {} });
  try {
    return await run(sql);
  } finally {
    await sql.end({ timeout: 1 });
  }
}

/** Kills the server of a cluster as `kill -9` does, and waits until it is gone. */
export async function killServer(directory: string): Promise<void> {
  const server = findLivingServer(directory);
  if (!server) return;
  process.kill(server.pid, "SIGKILL");
  // A living app may have started another by then.
  await waitFor(() => !isServing(server.pid, directory));
}

/** A temporary folder; when the test is over, its processes are ended and it is removed. */
export function makeSite() {
  const folder = realpathSync(mkdtempSync(join(tmpdir(), "latchkey-embedded-")));
  chmodSync(folder, 0o755);
  const dataDir = join(folder, "data");
  const dataDirs = new Set<string>();
  const directories = new Set<string>();
  const kills: (() => Promise<void>)[] = [];

  /** Starts a process and does not wait for the server. */
  const spawnTenant = (program = script, where = dataDir, nodeOptions: string[] = []) => {
    dataDirs.add(where);
    const child = spawn(process.execPath, [...nodeOptions, program, where]);
    const exit = once(child, "exit");
    const told = { out: "", err: "" };
    child.stdout.on("data", (text) => {
      told.out += text;
    });
    child.stderr.on("data", (text) => {
      told.err += text;
    });
    const kill = async () => {
      child.kill("SIGKILL");
      await exit;
    };
    kills.push(kill);
    return { child, exit, told, kill };
  };

  /** Starts a process that joins the server, or starts it. */
  const enter = async (program?: string, where?: string): Promise<Tenant> => {
    const { child, exit, told, kill } = spawnTenant(program, where);
    await Promise.race([once(child.stdout, "data"), exit]);
    if (child.exitCode !== null) throw new Error(told.err);
    const { url, directory } = JSON.parse(told.out);
    directories.add(directory);
    const leave = async () => {
      child.kill("SIGTERM");
      await exit;
      return child.exitCode;
    };
    return { url, directory, kill, leave };
  };

  /** Starts a process that must fail. @returns what it says */
  const failToEnter = async (program?: string, nodeOptions?: string[]): Promise<string> => {
    const { child, told } = spawnTenant(program, dataDir, nodeOptions);
    await Promise.race([once(child, "close"), once(child.stdout, "data")]);
    return told.err;
  };

  onTestFinished(async () => {
    await Promise.all(kills.map((kill) => kill()));
    for (const one of dataDirs) directories.add(readState(one)?.directory ?? one);
    for (const directory of directories) {
      await killServer(directory);
      rmSync(directory, { recursive: true, force: true });
    }
    rmSync(folder, { recursive: true, force: true });
  });

  const rememberedPort = () => readState(dataDir)?.port;
  return { folder, dataDir, spawnTenant, enter, failToEnter, rememberedPort };
}

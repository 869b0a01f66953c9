import { chmod, mkdtemp, readFile, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { startServer, stopServer } from "#db/embedded/control-server.ts";
import { createCluster } from "#db/embedded/create-cluster.ts";
import { findFreePort } from "#db/embedded/find-free-port.ts";
import { findSystemUser } from "#db/embedded/find-system-user.ts";
import { databaseUrl } from "#db/embedded/hold-tenancy.ts";
import { locateBinaries } from "#db/embedded/locate-binaries.ts";
import { findLivingServer, isServing } from "#db/embedded/read-pid-file.ts";
import { waitFor } from "#db/embedded/test-site.ts";

const password = "not-a-secret";

const childrenOf = async (pid: number): Promise<number[]> => {
  const list = await readFile(`/proc/${pid}/task/${pid}/children`, "utf8");
  return list.split(" ").filter(Boolean).map(Number);
};

const signal = (pid: number, name: NodeJS.Signals) => {
  try {
    process.kill(pid, name);
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code !== "ESRCH") throw error;
  }
};

/**
 * Starts a PostgreSQL that this test may do anything to: nobody starts it again but the test.
 * @returns its URL, and what happens to servers
 */
export async function startOwnPostgres() {
  const folder = await mkdtemp(join(tmpdir(), "latchkey-postgres-"));
  // PostgreSQL runs as `nobody` when the tests run as root.
  await chmod(folder, 0o755);
  const directory = join(folder, "cluster");
  const user = findSystemUser(directory);
  const binaries = locateBinaries(user);
  await createCluster(directory, binaries, user, password);
  const port = await findFreePort();

  /** Starts it, also while what is left of a killed one is still going away. */
  const start = () =>
    waitFor(async () => {
      await startServer(directory, binaries, user, port).catch(() => {});
      return findLivingServer(directory)?.ready;
    });
  const pid = () => {
    const server = findLivingServer(directory);
    if (!server) throw new Error("PostgreSQL does not run");
    return server.pid;
  };
  const gone = (server: number) => waitFor(() => !isServing(server, directory));
  /** Rolls back what is open, and ends. */
  const stop = () => stopServer(directory);
  /** Ends without writing what is in memory, as after a crash. */
  const stopAtOnce = async () => {
    const server = pid();
    signal(server, "SIGQUIT");
    await gone(server);
  };
  /** As `kill -9` on all of its processes. */
  const kill = async () => {
    const server = pid();
    const children = await childrenOf(server);
    for (const one of [server, ...children]) signal(one, "SIGKILL");
    await gone(server);
  };
  /** Stands still: connections are taken by the kernel, and nothing is answered. */
  const freeze = async () => {
    const server = pid();
    signal(server, "SIGSTOP");
    for (const child of await childrenOf(server)) signal(child, "SIGSTOP");
  };
  const thaw = async () => {
    const server = pid();
    for (const child of await childrenOf(server)) signal(child, "SIGCONT");
    signal(server, "SIGCONT");
  };
  const putAway = async () => {
    if (findLivingServer(directory)) await thaw().then(stop);
    await rm(folder, { recursive: true, force: true });
  };
  await start();
  const url = databaseUrl(port, password);
  return { url, port, start, stop, stopAtOnce, kill, freeze, thaw, putAway };
}

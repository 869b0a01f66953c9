import { spawn } from "node:child_process";
import { once } from "node:events";
import { chmod, mkdtemp, rm, writeFile } from "node:fs/promises";
import { connect } from "node:net";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { findFreePort } from "#db/embedded/find-free-port.ts";
import { asRoot } from "#db/embedded/find-system-user.ts";
import { waitFor } from "#db/embedded/test-site.ts";
import { findProgram } from "./find-program.ts";

/** PgBouncer refuses to be root. */
const userLine = asRoot ? "user = nobody" : "";

const configuration = (port: number, server: URL, folder: string) => `
[databases]
* = host=${server.hostname} port=${server.port}
[pgbouncer]
listen_addr = 127.0.0.1
listen_port = ${port}
unix_socket_dir =
auth_type = plain
auth_file = ${join(folder, "users.txt")}
pool_mode = transaction
default_pool_size = 10
server_idle_timeout = 5
max_client_conn = 2000
${userLine}
`;

const listens = (port: number) =>
  new Promise<boolean>((resolve) => {
    const socket = connect(port, "127.0.0.1", () => socket.end(() => resolve(true)));
    socket.on("error", () => resolve(false));
  });

/**
 * Starts PgBouncer in transaction mode in front of the PostgreSQL at `url`.
 * @returns the URL of the same database through it, and what stops it
 */
export async function startPgbouncer(url: string) {
  const server = new URL(url);
  const port = await findFreePort();
  const folder = await mkdtemp(join(tmpdir(), "latchkey-pgbouncer-"));
  await chmod(folder, 0o755);
  const file = join(folder, "pgbouncer.ini");
  await writeFile(file, configuration(port, server, folder));
  // The owner of the tables, and the role of the app, which has the same password.
  const names = [server.username, new URL(process.env.DATABASE_URL ?? url).username];
  const users = names.map((name) => `"${name}" "${server.password}"\n`);
  await writeFile(join(folder, "users.txt"), users.join(""));
  const bouncer = spawn(findProgram("pgbouncer"), [file], { stdio: "ignore" });
  const exit = once(bouncer, "exit");
  await waitFor(() => listens(port));
  const through = new URL(url);
  through.port = String(port);
  const stop = async () => {
    // At once, whoever is connected.
    bouncer.kill("SIGTERM");
    await exit;
    await rm(folder, { recursive: true, force: true });
  };
  return { url: through.href, stop };
}

import { spawn } from "node:child_process";
import { once } from "node:events";
import { mkdtemp, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { findProgram } from "./find-program.ts";

const configuration = (port: number, servers: number[]) => `
defaults
  mode http
  timeout connect 2s
  timeout client 30s
  timeout server 30s
  retries 3
  option redispatch
frontend people
  bind :::${port} v4v6
  default_backend instances
backend instances
  balance roundrobin
  option forwardfor
  option httpchk GET /api/health/ready
  http-response set-header X-Instance %s
${servers.map((server, index) => `  server instance${index} localhost:${server} check inter 200ms`).join("\n")}
`;

/**
 * Starts HAProxy on `port`, which hands requests to the instances at `servers` one after the other
 * and says in X-Instance which one answered.
 * @returns what stops it
 */
export async function startHaproxy(port: number, servers: number[]) {
  const folder = await mkdtemp(join(tmpdir(), "latchkey-haproxy-"));
  const file = join(folder, "haproxy.cfg");
  await writeFile(file, configuration(port, servers));
  const proxy = spawn(findProgram("haproxy"), ["-db", "-f", file], { stdio: "ignore" });
  const exit = once(proxy, "exit");
  return async () => {
    proxy.kill("SIGTERM");
    await exit;
    await rm(folder, { recursive: true, force: true });
  };
}

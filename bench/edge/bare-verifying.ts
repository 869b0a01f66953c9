import { writeFile } from "node:fs/promises";
import { join } from "node:path";
import { runProgram } from "#edge/support/run-program.ts";
import type { StartBare } from "./bare-proxies.ts";

/** HAProxy, as edge/haproxy has it, without the gate. */
export const bareHaproxy: StartBare = async ({ folder, port, upstream }) => {
  const main = join(folder, "bare.cfg");
  const text = `
defaults
    mode http
    timeout connect 1s
    timeout client 60s
    timeout server 60s
frontend bare
    bind 127.0.0.1:${port}
    option forwardfor
    default_backend service
backend service
    server service 127.0.0.1:${upstream}
`;
  await writeFile(main, text);
  return await runProgram("/usr/sbin/haproxy", ["-W", "-f", main], port);
};

/** lighttpd, as edge/lighttpd has it, without the gate. */
export const bareLighttpd: StartBare = async ({ folder, port, upstream }) => {
  const main = join(folder, "bare.conf");
  const text = `
server.modules = ("mod_proxy")
server.bind = "127.0.0.1"
server.port = ${port}
server.document-root = "${folder}"
server.stream-request-body = 2
server.stream-response-body = 2
proxy.server = ("" => (("host" => "127.0.0.1", "port" => ${upstream})))
`;
  await writeFile(main, text);
  return await runProgram("/usr/sbin/lighttpd", ["-D", "-f", main], port);
};

import { writeFile } from "node:fs/promises";
import { join } from "node:path";
import { type Edge, type Place, render } from "../support/place.ts";
import { runProgram } from "../support/run-program.ts";

const configuration = join(import.meta.dirname, "latchkey.conf");

/** What Debian's own nginx.conf does around it, without a daemon and without TLS. Its files are the test's. */
const around = (folder: string, name: string) => `
daemon off;
user root;
worker_processes 1;
pid ${folder}/nginx.pid;
error_log ${folder}/error.log info;
events { worker_connections 512; }
http {
    access_log off;
    ${["client_body", "proxy", "fastcgi", "uwsgi", "scgi"]
      .map((kind) => `${kind}_temp_path ${folder}/${kind};`)
      .join("\n    ")}
    include ${name};
}
`;

/** Starts nginx with the configuration that is ready to be copied, edited for a place. */
const start = async ({ host, port, upstream, app, gate, folder }: Place) => {
  const [name = ""] = host.split(":");
  const file = await render(configuration, folder, {
    "listen 443 ssl default_server;": `listen 127.0.0.1:${port} default_server;`,
    "ssl_reject_handshake on;": "",
    "listen 443 ssl http2;": `listen 127.0.0.1:${port};`,
    "ssl_certificate     /etc/ssl/service.example.com.pem;": "",
    "ssl_certificate_key /etc/ssl/service.example.com.key;": "",
    "server_name service.example.com;": `server_name ${name};`,
    'set $service_host "service.example.com";': `set $service_host "${host}";`,
    "127.0.0.1:3001": `127.0.0.1:${gate}`,
    "127.0.0.1:3000": `127.0.0.1:${app}`,
    "127.0.0.1:8000": `127.0.0.1:${upstream}`,
  });
  const main = join(folder, "nginx.conf");
  await writeFile(main, around(folder, file));
  return await runProgram("/usr/sbin/nginx", ["-p", folder, "-c", main, "-e", "stderr"], port);
};

/** nginx, asking the gate. */
export const nginx: Edge = {
  name: "nginx asks",
  start,
  cannot: {
    "gRPC passes with a ticket, its trailers too, and is refused without":
      "proxy_pass speaks HTTP/1 to services, and grpc_pass takes headers of its own",
  },
};

import { writeFile } from "node:fs/promises";
import { join } from "node:path";
import type { Place, Running } from "#edge/support/place.ts";
import { runProgram } from "#edge/support/run-program.ts";

/** A proxy with nothing in front of the service, at the port of a place. */
export type StartBare = (place: Place) => Promise<Running>;

/** nginx, as in edge/nginx, without the gate. */
export const bareNginx: StartBare = async ({ folder, port, upstream }) => {
  const main = join(folder, "bare.conf");
  const text = `
daemon off;
worker_processes 1;
pid ${folder}/bare.pid;
error_log ${folder}/bare.log;
events { worker_connections 512; }
http {
    access_log off;
    upstream service { server 127.0.0.1:${upstream}; keepalive 32; }
    server {
        listen 127.0.0.1:${port};
        location / {
            proxy_pass http://service;
            proxy_http_version 1.1;
            proxy_set_header Connection "";
        }
    }
}
`;
  await writeFile(main, text);
  return await runProgram("/usr/sbin/nginx", ["-p", folder, "-c", main, "-e", "stderr"], port);
};

/** Caddy, as in edge/caddy, without the gate. */
export const bareCaddy: StartBare = async ({ folder, port, upstream }) => {
  const main = join(folder, "bare");
  const text = `{
	admin off
	auto_https off
	default_bind 127.0.0.1
}
http://:${port} {
	reverse_proxy 127.0.0.1:${upstream}
}
`;
  await writeFile(main, text);
  const words = ["run", "--config", main, "--adapter", "caddyfile"];
  return await runProgram("/usr/bin/caddy", words, port, { HOME: folder });
};

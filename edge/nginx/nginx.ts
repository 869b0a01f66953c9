import { readFile, writeFile } from "node:fs/promises";
import { join } from "node:path";
import { type Edge, type Place, render } from "../support/place.ts";
import { runProgram } from "../support/run-program.ts";

const shipped = (name: string) => join(import.meta.dirname, name);

/** What Debian's own nginx.conf does around it, without a daemon. Its files are the test's. */
const around = (folder: string) => `
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
    include ${folder}/latchkey.conf;
    include ${folder}/service*.conf;
}
`;

/** The lines on how clients come, as shipped, and what takes their place. */
const clients = ({ port, certificate: tls }: Place): [shared: Edits, service: Edits] => {
  const at = `listen 127.0.0.1:${port}`;
  const [pem, key] = ["/etc/ssl/service.example.com.pem", "/etc/ssl/service.example.com.key"];
  if (tls) {
    return [{ "listen 443": at }, { "listen 443": at, [pem]: tls.certificate, [key]: tls.key }];
  }
  return [
    { "listen 443 ssl": at, "ssl_reject_handshake on;": "" },
    {
      "listen 443 ssl http2": at,
      [`ssl_certificate     ${pem};`]: "",
      [`ssl_certificate_key ${key};`]: "",
    },
  ];
};

type Edits = Record<string, string>;

/** Puts grpc.conf where its first line says. */
const speakGrpc = async (file: string) => {
  const text = await readFile(file, "utf8");
  const grpc = await readFile(shipped("grpc.conf"), "utf8");
  await writeFile(
    file,
    text.replace(/^ {4}location \/ \{.*?^ {4}\}\n/ms, () => grpc),
  );
};

/** Writes the configuration that is ready to be copied, edited for a place. @returns the main file */
export const writeFor = async (place: Place) => {
  const { host, upstream, app, gate, folder } = place;
  const [name = ""] = host.split(":");
  const [shared, own] = clients(place);
  await render(shipped("latchkey.conf"), folder, {
    ...shared,
    "127.0.0.1:3001": `127.0.0.1:${gate}`,
    "127.0.0.1:3000": `127.0.0.1:${app}`,
  });
  const service = await render(shipped("service.conf"), folder, {
    ...own,
    "server_name service.example.com;": `server_name ${name};`,
    'set $service_host "service.example.com";': `set $service_host "${host}";`,
    "127.0.0.1:8000": `127.0.0.1:${upstream}`,
  });
  if (place.http2) await speakGrpc(service);
  const main = join(folder, "nginx.conf");
  await writeFile(main, around(folder));
  return main;
};

const start = async (place: Place) => {
  const words = ["-p", place.folder, "-c", await writeFor(place), "-e", "stderr"];
  return await runProgram("/usr/sbin/nginx", words, place.port);
};

/** nginx, asking the gate. */
export const nginx: Edge = { name: "nginx asks", start, cannot: {} };

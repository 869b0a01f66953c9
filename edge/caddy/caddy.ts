import { writeFile } from "node:fs/promises";
import { join } from "node:path";
import { type Edge, type Place, render } from "../support/place.ts";
import { runProgram } from "../support/run-program.ts";

const configuration = join(import.meta.dirname, "Caddyfile");

/** Without certificates, and without the port that Caddy is told at what to do while it runs. */
const around = (port: number, file: string) => `{
	admin off
	auto_https off
	default_bind 127.0.0.1
	http_port ${port}
	servers {
		protocols h1 h2c
	}
	log {
		level ERROR
	}
}
import ${file}
`;

/** Starts Caddy with the configuration that is ready to be copied, edited for a place. */
const start = async ({ host, port, upstream, app, gate, folder, http2 }: Place) => {
  const [name] = host.split(":");
  const file = await render(configuration, folder, {
    "\nservice.example.com {": `\nhttp://${name}:${port} {`,
    "service.example.com": host,
    // Without TLS there is no such prefix (lib/http/cookies.ts).
    "__Host-latchkey": "latchkey",
    "127.0.0.1:3001": `127.0.0.1:${gate}`,
    "127.0.0.1:3000": `127.0.0.1:${app}`,
    "127.0.0.1:8000": `${http2 ? "h2c://" : ""}127.0.0.1:${upstream}`,
  });
  const main = join(folder, "main");
  await writeFile(main, around(port, file));
  const words = ["run", "--config", main, "--adapter", "caddyfile"];
  return await runProgram("/usr/bin/caddy", words, port, { HOME: folder });
};

/** Caddy, asking the gate. */
export const caddy: Edge = { name: "Caddy asks", start, cannot: {} };

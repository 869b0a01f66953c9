import { writeFile } from "node:fs/promises";
import { join } from "node:path";
import { type Edge, type Place, render } from "../support/place.ts";
import { runProgram } from "../support/run-program.ts";

const configuration = join(import.meta.dirname, "Caddyfile");

/** Caddy gets no certificates here, and has no port at which it is told what to do while it runs. */
const around = (file: string) => `{
	admin off
	auto_https off
	default_bind 127.0.0.1
	log {
		level ERROR
	}
}
import ${file}
`;

/** Starts Caddy with the configuration that is ready to be copied, edited for a place. */
const start = async ({
  host,
  port,
  upstream,
  app,
  gate,
  folder,
  certificate: tls,
  http2,
}: Place) => {
  const at = host.replace(/:.*/, `:${port}`);
  const file = await render(configuration, folder, {
    ...(tls
      ? { "\nservice.example.com {": `\n${at} {\n\ttls ${tls.certificate} ${tls.key}` }
      : {
          "\nservice.example.com {": `\nhttp://${at} {`,
          // Without TLS there is no such prefix (lib/http/cookies.ts).
          "__Host-latchkey": "latchkey",
        }),
    "service.example.com": host,
    "127.0.0.1:3001": `127.0.0.1:${gate}`,
    "127.0.0.1:3000": `127.0.0.1:${app}`,
    "127.0.0.1:8000": `${http2 ? "h2c://" : ""}127.0.0.1:${upstream}`,
  });
  const main = join(folder, "main");
  await writeFile(main, around(file));
  const words = ["run", "--config", main, "--adapter", "caddyfile"];
  return await runProgram("/usr/bin/caddy", words, port, { HOME: folder });
};

/** Caddy, asking the gate. */
export const caddy: Edge = { name: "Caddy asks", start, cannot: {} };

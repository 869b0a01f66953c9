import { readFile } from "node:fs/promises";
import { join } from "node:path";
import { GateFault } from "#lib/gate/gate-fault.ts";
import { checkConfig } from "./check-config.ts";
import { fillTemplate } from "./fill-template.ts";
import { lighttpdScript } from "./lighttpd-script.ts";
import { replaceFile } from "./replace-file.ts";
import { type Guarded, revokedFile, type Setup } from "./setup.ts";
import { tryOut } from "./try-out.ts";
import { withFolder } from "./with-folder.ts";

const template = join(import.meta.dirname, "../../edge/lighttpd/lighttpd.conf");

/** lighttpd speaks HTTP/1.1 to servers, and is told host and port apart. */
const place = (address: string) => {
  const { protocol, hostname, port } = new URL(address);
  if (protocol !== "http:") throw new GateFault(`lighttpd speaks no HTTP/2 to "${address}".`);
  return { host: hostname, port };
};

const listening = (bind: string) => {
  const [, host, port] = /^([\w.-]+):(\d{1,5})$/.exec(bind) ?? [];
  if (!host || !port) throw new GateFault(`"${bind}" must be written as in 0.0.0.0:8080.`);
  return { host, port };
};

const tlsLines = (file: string) =>
  ['server.modules += ("mod_openssl")', 'ssl.engine = "enable"', `ssl.pemfile = "${file}"`].join(
    "\n",
  );

const configFor = async ({ service, app, upstream, bind, tls }: Setup, folder: string) => {
  const [at, toApp, toService] = [listening(bind), place(app), place(upstream)];
  return fillTemplate(await readFile(template, "utf8"), {
    service,
    folder,
    host: at.host,
    port: at.port,
    tls: tls ? tlsLines(tls) : "",
    "app-host": toApp.host,
    "app-port": toApp.port,
    "upstream-host": toService.host,
    "upstream-port": toService.port,
  });
};

/** Tries the very script that will be used, by a port of its own. */
const tryScript = async (setup: Setup, service: Guarded, script: string) => {
  await withFolder((aside) =>
    tryOut(service, async (port, upstream) => {
      const other = {
        ...setup,
        bind: `127.0.0.1:${port}`,
        upstream: `http://127.0.0.1:${upstream}`,
        tls: undefined,
      };
      await replaceFile(join(aside, "gate.lua"), script, 0o600);
      await replaceFile(join(aside, "lighttpd.conf"), await configFor(other, aside), 0o600);
      return ["lighttpd", "-D", "-f", join(aside, "lighttpd.conf")];
    }),
  );
};

/**
 * Writes what lighttpd needs for a service into `folder`, if it verifies tickets. A running lighttpd
 * takes up the new script by itself.
 * @returns whether it differs from what was there
 * @throws GateFault that says why it doesn't; what was there before stays
 */
export async function writeLighttpd(
  setup: Setup,
  service: Guarded,
  folder: string,
): Promise<boolean> {
  const config = await configFor(setup, folder);
  const script = await lighttpdScript(service, join(folder, revokedFile));
  await tryScript(setup, service, script);
  await checkConfig(["lighttpd", "-tt", "-f"], config);
  // It may hold a secret: for its owner, and the group that lighttpd runs as.
  const changed = await replaceFile(join(folder, "gate.lua"), script, 0o640);
  return (await replaceFile(join(folder, "lighttpd.conf"), config, 0o644)) || changed;
}

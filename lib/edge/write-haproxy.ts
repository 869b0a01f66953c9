import { mkdir, readdir, rm } from "node:fs/promises";
import { join } from "node:path";
import { GateFault } from "#lib/gate/gate-fault.ts";
import { checkConfig } from "./check-config.ts";
import { haproxyConfig } from "./haproxy-config.ts";
import { publicPems } from "./public-pems.ts";
import { replaceFile } from "./replace-file.ts";
import { type Guarded, revokedFile, type Setup } from "./setup.ts";
import { tryOut } from "./try-out.ts";
import { withFolder } from "./with-folder.ts";

const writeKeys = async (folder: string) => {
  const pems = await publicPems();
  await mkdir(join(folder, "keys"), { recursive: true });
  for (const [kid, pem] of pems) await replaceFile(join(folder, "keys", `${kid}.pem`), pem, 0o644);
  return [...pems.keys()];
};

const removeOtherKeys = async (folder: string, kids: string[]) => {
  for (const name of await readdir(join(folder, "keys"))) {
    if (!kids.includes(name.replace(/\.pem$/, ""))) await rm(join(folder, "keys", name));
  }
};

/** Tries the very key files that will be used, by way of sockets and ports of its own. */
const tryConfig = async (setup: Setup, service: Guarded, kids: string[], folder: string) => {
  await withFolder((aside) =>
    tryOut(service, async (port, upstream) => {
      const place = {
        bind: `127.0.0.1:${port}`,
        app: setup.app,
        upstream: `http://127.0.0.1:${upstream}`,
      };
      await replaceFile(join(aside, revokedFile), "", 0o644);
      const folders = { keys: join(folder, "keys"), own: aside };
      const text = await haproxyConfig(place, service, kids, folders);
      await replaceFile(join(aside, "haproxy.cfg"), text, 0o600);
      return ["haproxy", "-db", "-f", join(aside, "haproxy.cfg")];
    }),
  );
};

/**
 * Writes what HAProxy needs for a service into `folder`, if it verifies tickets.
 * @returns whether it differs from what was there
 * @throws GateFault that says why it doesn't; the configuration before stays
 */
export async function writeHaproxy(
  setup: Setup,
  service: Guarded,
  folder: string,
): Promise<boolean> {
  if (service.secret) {
    throw new GateFault(
      `Tickets for "${service.name}" are signed with a secret for lighttpd. Write that with --algorithm ES256 first, or remove the service and add it again.`,
    );
  }
  const kids = await writeKeys(folder);
  await tryConfig(setup, service, kids, folder);
  const folders = { keys: join(folder, "keys"), own: folder };
  const text = await haproxyConfig(setup, service, kids, folders);
  await checkConfig(["haproxy", "-c", "-f"], text);
  const changed = await replaceFile(join(folder, "haproxy.cfg"), text, 0o644);
  await removeOtherKeys(folder, kids);
  return changed;
}

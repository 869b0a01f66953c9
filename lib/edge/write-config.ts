import { access, mkdir } from "node:fs/promises";
import { join } from "node:path";
import { GateFault } from "#lib/gate/gate-fault.ts";
import { replaceFile } from "./replace-file.ts";
import { readGuarded, revokedFile, type Setup, setupFile } from "./setup.ts";
import { writeHaproxy } from "./write-haproxy.ts";
import { writeLighttpd } from "./write-lighttpd.ts";

const writers = { haproxy: writeHaproxy, lighttpd: writeLighttpd };

/**
 * Writes the configuration of a proxy into a folder, with all that it needs there.
 * @param secret what the service is about to have for its own (service-secret.ts)
 * @returns whether it differs from what was there
 * @throws GateFault where it would not verify tickets, or a name or address is wrong
 */
export async function writeConfig(
  setup: Setup,
  folder: string,
  secret?: string | null,
): Promise<boolean> {
  // In a configuration, a space would end the name.
  if (!/^\/[\w./-]*$/.test(folder)) throw new GateFault(`"${folder}" needs a plainer name.`);
  const known = await readGuarded(setup.service);
  const service = secret === undefined ? known : { ...known, secret };
  await mkdir(folder, { recursive: true });
  const revoked = join(folder, revokedFile);
  await access(revoked).catch(() => replaceFile(revoked, "", 0o644));
  const changed = await writers[setup.proxy](setup, service, folder);
  await replaceFile(join(folder, setupFile), JSON.stringify(setup), 0o644);
  return changed;
}

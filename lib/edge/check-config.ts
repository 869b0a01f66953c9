import { execFile } from "node:child_process";
import { writeFile } from "node:fs/promises";
import { join } from "node:path";
import { promisify } from "node:util";
import { GateFault } from "#lib/gate/gate-fault.ts";
import { proxyEnvironment } from "./run-proxy.ts";
import { withFolder } from "./with-folder.ts";

/**
 * Has a proxy look at the very text that it will be started with: where it listens and its
 * certificate are not what `tryOut` runs it with.
 * @param command what checks a file, whose path comes behind it
 * @throws GateFault with what it says against it
 */
export async function checkConfig(command: string[], text: string): Promise<void> {
  const [proxy = "", ...words] = command;
  await withFolder(async (aside) => {
    const file = join(aside, proxy);
    await writeFile(file, text, { mode: 0o600 });
    const run = promisify(execFile)(proxy, [...words, file], { env: proxyEnvironment });
    await run.catch((error) => {
      // HAProxy begins with who it is.
      const said = String(error.stderr || error.message).replace(/^\[NOTICE\].*\n/gm, "");
      throw new GateFault(`${proxy} does not take it; the configuration was not written:\n${said}`);
    });
  });
}

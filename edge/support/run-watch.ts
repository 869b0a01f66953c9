import { spawn } from "node:child_process";
import { once } from "node:events";
import { join } from "node:path";
import { createInterface } from "node:readline";
import type { Running } from "./place.ts";

const root = join(import.meta.dirname, "../..");

/**
 * Runs `npm run gate -- watch` for a folder, on the database that this process works on, until it has
 * looked once; `env` is set besides.
 * @returns also the lines that it wrote, as they come
 * @throws with them, where it ends
 */
export async function runWatch(
  folder: string,
  env: Record<string, string> = {},
): Promise<Running & { lines: string[] }> {
  const child = spawn(process.execPath, ["scripts/gate.ts", "watch", folder], {
    cwd: root,
    stdio: ["ignore", "pipe", "pipe"],
    env: { ...process.env, NODE_ENV: "production", ...env },
  });
  const exit = once(child, "exit");
  const lines: string[] = [];
  const ready = Promise.withResolvers<void>();
  for (const input of [child.stdout, child.stderr]) {
    createInterface({ input }).on("line", (line) => {
      lines.push(line);
      if (line.endsWith("is kept current.")) ready.resolve();
    });
  }
  exit.then(() => ready.reject(new Error(`watch ended:\n${lines.join("\n")}`)));
  await ready.promise;
  const stop = async () => {
    child.kill("SIGTERM");
    const late = setTimeout(() => child.kill("SIGKILL"), 5_000);
    const [code] = await exit;
    clearTimeout(late);
    if (code !== 0) throw new Error(`watch ended with ${code}:\n${lines.join("\n")}`);
  };
  return { stop, lines };
}

/** A proxy and what keeps its folder current, to be stopped together. */
export async function watched(proxy: Running, folder: string): Promise<Running> {
  const watch = await runWatch(folder).catch(async (error) => {
    await proxy.stop();
    throw error;
  });
  const stop = async () => {
    await watch.stop();
    await proxy.stop();
  };
  return { stop };
}

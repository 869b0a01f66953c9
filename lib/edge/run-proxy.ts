import { spawn } from "node:child_process";
import { once } from "node:events";
import { setTimeout as wait } from "node:timers/promises";
import { isOpen } from "./is-open.ts";

const startMilliseconds = 10_000;

/** Debian has proxies where a person's own shell may not look. */
export const proxyEnvironment = { ...process.env, PATH: `${process.env.PATH}:/usr/sbin` };

/**
 * Runs a program in the foreground for as long as `work` takes, once it listens at `port`.
 * @throws with what it wrote, where it doesn't start
 */
export async function withProgram<T>(
  [command = "", ...words]: string[],
  port: number,
  work: () => Promise<T>,
): Promise<T> {
  const child = spawn(command, words, {
    stdio: ["ignore", "pipe", "pipe"],
    env: proxyEnvironment,
  });
  let written = "";
  for (const stream of [child.stdout, child.stderr]) stream.on("data", (part) => (written += part));
  // Where this process is told to end meanwhile.
  const kill = () => child.kill("SIGKILL");
  process.once("exit", kill);
  let over = false;
  const exit = once(child, "exit")
    .catch((error) => (written += error.message))
    .finally(() => (over = true));
  try {
    const until = Date.now() + startMilliseconds;
    while (!over && Date.now() < until) {
      if (await isOpen(port)) return await work();
      await wait(20);
    }
    throw new Error(`${command} does not start:\n${written}`);
  } finally {
    kill();
    await exit;
    process.off("exit", kill);
  }
}

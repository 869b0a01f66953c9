import { spawn } from "node:child_process";
import { once } from "node:events";
import { setTimeout as wait } from "node:timers/promises";
import { isOpen } from "#lib/edge/is-open.ts";
import type { Running } from "./place.ts";

const startSeconds = 15;
const stopSeconds = 5;

/**
 * Starts a program in the foreground and waits until it listens at `port`.
 * @throws with what it wrote, where it ends or isn't ready in time
 */
export async function runProgram(
  command: string,
  words: string[],
  port: number,
  env: Record<string, string> = {},
): Promise<Running> {
  const child = spawn(command, words, {
    stdio: ["ignore", "pipe", "pipe"],
    env: { ...process.env, ...env },
  });
  let written = "";
  for (const stream of [child.stdout, child.stderr]) {
    stream.on("data", (chunk) => {
      written = (written + chunk).slice(-10_000);
    });
  }
  let ended = false;
  const exit = once(child, "exit")
    .catch((error) => {
      written += error;
    })
    .finally(() => {
      ended = true;
    });
  const stop = async () => {
    child.kill("SIGTERM");
    const late = setTimeout(() => child.kill("SIGKILL"), stopSeconds * 1000);
    await exit;
    clearTimeout(late);
  };
  const until = Date.now() + startSeconds * 1000;
  while (!ended && Date.now() < until) {
    if (await isOpen(port)) return { stop };
    await wait(20);
  }
  await stop();
  throw new Error(`${command} does not listen at ${port}:\n${written}`);
}

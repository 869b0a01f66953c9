import { setTimeout as delay } from "node:timers/promises";

/** Waits until the server at `origin` says that it is ready, for at most 30 seconds. */
export async function waitUntilReady(origin: string): Promise<void> {
  for (let attempt = 0; attempt < 300; attempt += 1) {
    const ready = await fetch(`${origin}/api/health/ready`).catch(() => null);
    if (ready?.ok) return;
    await delay(100);
  }
  throw new Error(`${origin} is not ready after 30 seconds`);
}

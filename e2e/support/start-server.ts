import { chmod, mkdir, mkdtemp, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import type { FullConfig } from "playwright/test";
import { serveBuild } from "./serve-build.ts";

/**
 * Starts the production build with a database of its own in a temporary folder. Its log goes to the
 * folder of the test results.
 * @returns what stops it and removes the folder
 */
export default async function startServer({ projects }: FullConfig): Promise<() => Promise<void>> {
  const [project] = projects;
  const origin = project?.use.baseURL ?? "";
  const results = project?.outputDir ?? "";
  const folder = await mkdtemp(join(tmpdir(), "latchkey-e2e-"));
  // PostgreSQL runs as `nobody` when the tests run as root.
  await chmod(folder, 0o755);
  await mkdir(results, { recursive: true });
  const site = { origin, dataDir: join(folder, "data") };
  const server = serveBuild(site, join(results, "server.log"));
  const stop = async () => {
    await server.stop();
    await rm(folder, { recursive: true, force: true });
  };
  await server.ready().catch(async (error) => {
    await stop();
    throw error;
  });
  return stop;
}

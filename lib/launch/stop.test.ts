import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { expect, test } from "vitest";
import { findLivingServer } from "#db/embedded/read-pid-file.ts";
import { makeSite, waitFor } from "#db/embedded/test-site.ts";

const script = fileURLToPath(new URL("./launch-process.ts", import.meta.url));

const launch = () => {
  const site = makeSite();
  const app = site.spawnTenant(script);
  const says = (words: RegExp) => waitFor(() => words.exec(app.told.out));
  const server = () => findLivingServer(join(site.dataDir, "postgres"));
  return { ...app, says, server };
};

test("a Ctrl-C that comes twice ends requests in flight, the database and the process", async () => {
  const { child, exit, told, says, server } = launch();
  const port = (await says(/(?<=ready )\d+/))?.[0];
  const answer = fetch(`http://localhost:${port}/`).then((response) => response.text());
  await says(/serving/);

  child.kill("SIGINT");
  child.kill("SIGINT");

  expect(await answer).toMatch(/^(127\.0\.0\.1|::1)$/);
  await exit;
  expect(child.exitCode).toBe(0);
  expect(told.err).toBe("");
  expect(server()).toBeNull();
});

test("a stop during the start leaves no server behind", async () => {
  const { child, exit, says, server } = launch();
  await says(/starting/);

  child.kill("SIGTERM");

  await exit;
  expect(child.exitCode).toBe(0);
  expect(server()).toBeNull();
});

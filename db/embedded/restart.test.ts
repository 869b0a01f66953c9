import { spawn } from "node:child_process";
import { once } from "node:events";
import { readFileSync, writeFileSync } from "node:fs";
import { createServer } from "node:net";
import { join } from "node:path";
import { expect, onTestFinished, test } from "vitest";
import { findSystemUser } from "./find-system-user.ts";
import { findLivingServer } from "./read-pid-file.ts";
import { killServer, makeSite, query, waitFor } from "./test-site.ts";

const write = (url: string) =>
  query(url, (sql) => sql`create table notes as select 'kept' as note`.simple());

const read = (url: string) =>
  query(url, async (sql) => (await sql`select note from notes`).map(({ note }) => note));

test("a killed app leaves the server running, and the next one joins it", async () => {
  const site = makeSite();
  const first = await site.enter();
  await write(first.url);
  const server = findLivingServer(first.directory);
  await first.kill();

  const second = await site.enter();

  expect(second.url).toBe(first.url);
  expect(findLivingServer(second.directory)).toEqual(server);
  expect(await read(second.url)).toEqual(["kept"]);
  expect(await second.leave()).toBe(0);
  expect(findLivingServer(second.directory)).toBeNull();
});

test("a killed server is started again, with all that was committed", async () => {
  const site = makeSite();
  const first = await site.enter();
  await write(first.url);
  await first.kill();
  await killServer(first.directory);

  const second = await site.enter();

  expect(second.url).toBe(first.url);
  expect(await read(second.url)).toEqual(["kept"]);
});

test("a server that dies under a living app comes back at the same address", async () => {
  const site = makeSite();
  const app = await site.enter();
  await write(app.url);

  await killServer(app.directory);

  await waitFor(() => findLivingServer(app.directory)?.ready);
  expect(await read(app.url)).toEqual(["kept"]);
  expect(await app.leave()).toBe(0);
  expect(findLivingServer(app.directory)).toBeNull();
});

test("a pid file whose number another program has by now is dealt with", async () => {
  const site = makeSite();
  const first = await site.enter();
  await write(first.url);
  const pidFile = join(first.directory, "postmaster.pid");
  const left = readFileSync(pidFile, "utf8");
  await first.kill();
  await killServer(first.directory);
  // PostgreSQL minds only processes of its own user.
  const other = spawn("sleep", ["600"], { ...findSystemUser(first.directory), cwd: "/" });
  onTestFinished(() => {
    other.kill("SIGKILL");
  });
  writeFileSync(pidFile, left.replace(/^\d+/, String(other.pid)));

  const second = await site.enter();

  expect(await read(second.url)).toEqual(["kept"]);
  expect(other.exitCode).toBeNull();
  expect(other.signalCode).toBeNull();
});

test("an app whose server can't come back at its address is told so", async () => {
  const site = makeSite();
  const { child, told, exit } = site.spawnTenant();
  await once(child.stdout, "data");
  const { directory } = JSON.parse(told.out);
  child.kill("SIGSTOP");
  await killServer(directory);
  const stranger = createServer().listen(site.rememberedPort(), "127.0.0.1");
  await once(stranger, "listening");
  onTestFinished(() => {
    stranger.close();
  });
  child.kill("SIGCONT");

  await exit;

  expect(child.exitCode).toBe(1);
  expect(told.err).toContain("moved to another port");
});

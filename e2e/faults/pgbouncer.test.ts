import { spawn } from "node:child_process";
import { once } from "node:events";
import { join } from "node:path";
import { text } from "node:stream/consumers";
import { expect, onTestFinished, test } from "vitest";
import { waitFor } from "#db/embedded/test-site.ts";
import { findHalfDone } from "#e2e/support/find-half-done.ts";
import { findLost } from "#e2e/support/find-lost.ts";
import { serveOn } from "#e2e/support/serve-on-database.ts";
import { startSeveringProxy } from "#e2e/support/severing-proxy.ts";
import { startPgbouncer } from "#e2e/support/start-pgbouncer.ts";
import { newMember } from "#e2e/support/visitor.ts";
import { startTraffic } from "#e2e/support/watch-traffic.ts";

const root = join(import.meta.dirname, "../..");
const databaseUrl = process.env.DATABASE_URL ?? "";

/** Without what the runner of these tests told its own workers. */
const ownEnvironment = () => {
  const own = { ...process.env };
  for (const name of Object.keys(own)) if (name.includes("VITE")) delete own[name];
  return own;
};

test("the whole HTTP suite passes through PgBouncer in transaction mode", async () => {
  const ownerUrl = process.env.DATABASE_OWNER_URL ?? "";
  const bouncer = await startPgbouncer(ownerUrl);
  onTestFinished(bouncer.stop);
  const suite = spawn(
    process.execPath,
    ["node_modules/vitest/vitest.mjs", "run", "--project=http"],
    {
      cwd: root,
      stdio: ["ignore", "pipe", "pipe"],
      env: { ...ownEnvironment(), TEST_DATABASE_URL: ownerUrl, TEST_POOLER_URL: bouncer.url },
    },
  );
  const [out, err, [code]] = await Promise.all([
    text(suite.stdout),
    text(suite.stderr),
    once(suite, "exit"),
  ]);
  expect(code, out + err).toBe(0);
});

test("a database that falls silent behind PgBouncer is given up, and found again", async () => {
  const proxy = await startSeveringProxy(Number(new URL(databaseUrl).port));
  onTestFinished(proxy.stop);
  const server = new URL(databaseUrl);
  server.port = String(proxy.port);
  const bouncer = await startPgbouncer(server.href);
  onTestFinished(bouncer.stop);
  const app = await serveOn(bouncer.url);
  onTestFinished(app.putAway);
  const traffic = startTraffic(app.origin, 8);
  await waitFor(() => traffic.members.every(({ told }) => told.length > 4));

  proxy.silence(true);
  await waitFor(() => (traffic.statuses.get(503) ?? 0) > 8);
  const ready = await fetch(`${app.origin}/api/health/ready`);
  proxy.silence(false);
  await waitFor(async () => (await fetch(`${app.origin}/api/health/ready`)).ok);
  await newMember(app.origin);
  await traffic.stop();

  expect(ready.status).toBe(503);
  expect([...traffic.statuses.keys()].filter((one) => one >= 300 && one !== 503)).toEqual([]);
  expect(traffic.longest).toBeLessThan(9500);
  expect(await findHalfDone()).toEqual([]);
  expect(await findLost(traffic.members.flatMap(({ told }) => told))).toEqual([]);
});

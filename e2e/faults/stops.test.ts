import { spawn, spawnSync } from "node:child_process";
import { once } from "node:events";
import { chmod, mkdtemp, rm } from "node:fs/promises";
import { connect } from "node:net";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { text } from "node:stream/consumers";
import postgres from "postgres";
import { expect, onTestFinished, test } from "vitest";
import { findFreePort } from "#db/embedded/find-free-port.ts";
import { findLivingServer } from "#db/embedded/read-pid-file.ts";
import { waitFor } from "#db/embedded/test-site.ts";
import { environmentOf, serveBuild } from "#e2e/support/serve-build.ts";
import { serveOn } from "#e2e/support/serve-on-database.ts";
import { newMember } from "#e2e/support/visitor.ts";

const root = join(import.meta.dirname, "../..");

/** After this long, Docker and Kubernetes kill or are about to. */
const mostMilliseconds = 10_000;

const databaseUrl = process.env.DATABASE_URL ?? "";

/** A request whose last bytes don't come, so that it stays in flight. */
const beginRequest = (port: number, head: string) => {
  const socket = connect(port, "localhost");
  socket.on("error", () => {}).write(head);
  return { socket, answer: text(socket).catch(() => "") };
};

const endless =
  "POST /api/webauthn/authentication/options HTTP/1.1\r\nHost: localhost\r\nContent-Type: application/json\r\nOrigin: ORIGIN\r\nContent-Length: 1000\r\n\r\n{";

const stopTimed = async (stop: () => Promise<number | null>) => {
  const since = performance.now();
  const code = await stop();
  return { code, took: performance.now() - since };
};

const refused = (origin: string) =>
  fetch(`${origin}/api/health/live`).then(
    () => false,
    () => true,
  );

test("a request in flight is finished, new ones are refused, and readiness says no", async () => {
  const app = await serveOn(databaseUrl);
  onTestFinished(app.putAway);
  const { browser, account } = await newMember(app.origin);
  const asking = beginRequest(app.port, "GET /api/health/ready HTTP/1.1\r\nHost: localhost\r\n");
  const sql = postgres(databaseUrl, { max: 1 });
  onTestFinished(() => sql.end());
  const renamed = await sql.begin(async (held) => {
    await held`select from accounts where id = ${account.id} for update`;
    const renaming = browser.patch("/api/account", { name: "Ada" });
    await waitFor(async () => {
      const [row] = await held`select count(*)::int as waiting from pg_locks where not granted`;
      return row?.waiting > 0;
    });
    const stopping = stopTimed(app.stop);
    await waitFor(() => refused(app.origin));
    asking.socket.write("\r\n");
    expect(await asking.answer).toMatch(/^HTTP\/1.1 503 [\s\S]*\r\nConnection: close\r\n/);
    return { renaming, stopping };
  });
  expect(await renamed.renaming).toMatchObject({ status: 200, body: { account: { name: "Ada" } } });
  expect(await renamed.stopping).toMatchObject({ code: 0 });
});

test("a client that never finishes its request does not keep the process", async () => {
  const app = await serveOn(databaseUrl);
  onTestFinished(app.putAway);
  const { answer } = beginRequest(app.port, endless.replace("ORIGIN", app.origin));
  await newMember(app.origin);

  const { code, took } = await stopTimed(app.stop);

  expect(code).toBe(0);
  expect(took).toBeLessThan(mostMilliseconds);
  await answer;
});

test("nor one that keeps it waiting when the database is the embedded one", async () => {
  const folder = await mkdtemp(join(tmpdir(), "latchkey-stops-"));
  onTestFinished(() => rm(folder, { recursive: true, force: true }));
  const port = await findFreePort();
  const origin = `http://localhost:${port}`;
  const dataDir = join(folder, "data");
  const app = serveBuild({ origin, dataDir }, join(folder, "server.log"));
  onTestFinished(app.kill);
  await app.ready();
  const { answer } = beginRequest(port, endless.replace("ORIGIN", origin));
  await newMember(origin);

  const { code, took } = await stopTimed(app.stop);

  expect(code).toBe(0);
  expect(took).toBeLessThan(mostMilliseconds);
  expect(findLivingServer(join(dataDir, "postgres"))).toBeNull();
  await answer;
});

test("npm start hands on that it is to stop, as a container tells it", async () => {
  const folder = await mkdtemp(join(tmpdir(), "latchkey-stops-"));
  onTestFinished(() => rm(folder, { recursive: true, force: true }));
  await chmod(folder, 0o755);
  const origin = `http://localhost:${await findFreePort()}`;
  const env = environmentOf({ origin, dataDir: join(folder, "data") });
  // A group of its own, so that nothing is left of it where the test fails.
  const options = { cwd: root, env, stdio: "ignore", detached: true } as const;
  const npm = spawn("npm", ["start"], options);
  onTestFinished(() => {
    spawnSync("kill", ["-KILL", "--", `-${npm.pid}`]);
  });
  const exit = once(npm, "exit");
  await waitFor(async () => !(await refused(origin)));
  npm.kill("SIGTERM");
  expect(await exit).toEqual([0, null]);
  expect(await refused(origin)).toBe(true);
});

import { spawnSync } from "node:child_process";
import { chmod, mkdtemp, open, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import postgres from "postgres";
import { expect, onTestFinished, test } from "vitest";
import { findFreePort } from "#db/embedded/find-free-port.ts";
import { databaseUrl } from "#db/embedded/hold-tenancy.ts";
import { readState } from "#db/embedded/remember-state.ts";
import { waitFor } from "#db/embedded/test-site.ts";
import { findHalfDone } from "#e2e/support/find-half-done.ts";
import { findLost } from "#e2e/support/find-lost.ts";
import { serveBuild } from "#e2e/support/serve-build.ts";
import { newMember } from "#e2e/support/visitor.ts";
import { startTraffic } from "#e2e/support/watch-traffic.ts";

const run = (program: string, ...args: string[]) => {
  const { status, stderr } = spawnSync(program, args, { encoding: "utf8" });
  if (status !== 0) throw new Error(`${program} ${args.join(" ")} failed: ${stderr}`);
};

/** A small disk, which takes root and a system that lets it mount. */
const mountDisk = async (mebibytes: number) => {
  const folder = await mkdtemp(join(tmpdir(), "latchkey-disk-"));
  run("mount", "-t", "tmpfs", "-o", `size=${mebibytes}m,mode=755`, "tmpfs", folder);
  onTestFinished(async () => {
    run("umount", "-l", folder);
    await rm(folder, { recursive: true });
  });
  await chmod(folder, 0o755);
  return folder;
};

/** Writes until nothing more fits. */
const fill = async (file: string) => {
  const handle = await open(file, "a");
  try {
    for (const size of [1 << 20, 4096]) {
      for (;;) {
        const { bytesWritten } = await handle.write(Buffer.alloc(size)).catch((error) => {
          if (error.code === "ENOSPC") return { bytesWritten: 0 };
          throw error;
        });
        if (bytesWritten < size) break;
      }
    }
  } finally {
    await handle.close();
  }
};

/** Asks for new segments of the write-ahead log until PostgreSQL, which finds no room for one, crashes. */
const crashForRoom = async (url: string) => {
  const sql = postgres(url, { max: 1, onnotice: () => {} });
  const crashed = waitFor(async () => {
    await sql`create temporary table if not exists something as select 1`.catch(() => {});
    return await sql`select pg_switch_wal()`.then(
      () => false,
      () => true,
    );
  });
  await crashed.finally(() => sql.end({ timeout: 1 }));
};

test("the embedded database's disk fills up: refusals, nothing lost, and on by itself", async () => {
  const disk = await mountDisk(128);
  const port = await findFreePort();
  const origin = `http://localhost:${port}`;
  const dataDir = join(disk, "data");
  const logFolder = await mkdtemp(join(tmpdir(), "latchkey-disk-log-"));
  onTestFinished(() => rm(logFolder, { recursive: true }));
  const app = serveBuild(
    { origin, dataDir, settings: { LIMITS_SCALE: "1000" } },
    join(logFolder, "server.log"),
  );
  onTestFinished(async () => void (await app.stop()));
  await app.ready();
  const state = readState(dataDir);
  process.env.DATABASE_URL = databaseUrl(state?.port ?? 0, state?.password ?? "");
  const member = await newMember(origin);
  const traffic = startTraffic(origin, 16);
  await waitFor(() => traffic.members.every(({ told }) => told.length > 2));

  const ballast = join(disk, "ballast");
  await fill(ballast);
  await waitFor(() => (traffic.statuses.get(503) ?? 0) > 50);
  const read = await member.browser.get("/api/account");
  await crashForRoom(process.env.DATABASE_URL);
  const readWithout = await member.browser.get("/api/account");
  await rm(ballast);
  await waitFor(async () => (await fetch(`${origin}/api/health/ready`)).ok);
  await newMember(origin);
  await traffic.stop();

  expect(read.status).toBe(200);
  expect(readWithout.status).toBe(503);
  expect(
    [...traffic.statuses.keys()].filter((one) => one === 0 || (one >= 300 && one !== 503)),
  ).toEqual([]);
  expect((await member.browser.get("/api/account")).status).toBe(200);
  expect(await findLost(traffic.members.flatMap(({ told }) => told))).toEqual([]);
  expect(await findHalfDone()).toEqual([]);
});

import { spawnSync } from "node:child_process";
import { readdir, readFile, rename, writeFile } from "node:fs/promises";
import { join } from "node:path";
import { eq } from "drizzle-orm";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { findFreePort } from "#db/embedded/find-free-port.ts";
import { gateServices } from "#db/gate-schema.ts";
import { newService } from "#e2e/support/gate.ts";
import { getDatabase } from "#lib/database.ts";
import { readGuarded, readSetup } from "#lib/edge/setup.ts";
import { writeConfig } from "#lib/edge/write-config.ts";
import { inSeconds } from "../support/tickets.ts";
import { startWorld, type World } from "../support/world.ts";
import { lighttpdBySecret } from "./lighttpd.ts";

describe("lighttpd's traps", () => {
  const started = new AsyncDisposableStack();
  let world: World;
  beforeAll(async () => {
    world = await startWorld(lighttpdBySecret, started);
  });
  afterAll(() => started.disposeAsync());

  const statusOf = async (cookie: [string, string], target = "/") =>
    (await world.send(target, { headers: [cookie] })).status;

  test("claims of another type than a ticket has let nobody pass", async () => {
    const wrong = [
      { exp: "9999999999" },
      { exp: inSeconds(300) + 0.5 },
      { exp: -1 },
      { iat: "1" },
      { auth_time: null },
      { auth_time: "now" },
      { sub: "" },
      { sub: 5 },
      { sub: undefined },
      { roles: undefined },
      { roles: ["admin"] },
      { roles: null },
      { jti: undefined },
      { jti: { a: 1 } },
      { nbf: "0" },
      { iss: undefined },
      { aud: undefined },
      { aud: true },
    ];
    for (const claims of wrong) {
      expect([claims, await statusOf(await world.ticket(claims))]).toEqual([claims, 401]);
    }
    expect(await statusOf(await world.ticket({ roles: 'a "b" \\ ü € 😀' }))).toBe(200);
  });

  test("without its file of those who left, nobody passes", async () => {
    const file = join(world.place.folder, "revoked");
    const cookie = await world.ticket();
    expect(await statusOf(cookie)).toBe(200);
    await rename(file, `${file}.away`);
    await expect.poll(() => statusOf(cookie), { timeout: 3_000 }).toBe(500);
    await rename(`${file}.away`, file);
    await expect.poll(() => statusOf(cookie), { timeout: 3_000 }).toBe(200);
  });

  test("a script with a fault lets nobody pass", async () => {
    const file = join(world.place.folder, "gate.lua");
    const text = await readFile(file, "utf8");
    const cookie = await world.ticket();
    await writeFile(
      file,
      text
        .replace("local r = lighty.r", "local r = lighty.nothing.r")
        .replace(/made = "/, 'made = "x'),
    );
    await expect.poll(() => statusOf(cookie), { timeout: 5_000 }).toBe(500);
    await writeFile(file, text);
    await expect.poll(() => statusOf(cookie), { timeout: 5_000 }).toBe(200);
  });

  test("a command that can't write its configuration changes nothing", async () => {
    const { name } = await newService();
    const folder = join(world.site.folder, "failed");
    const where = ["--app", "http://127.0.0.1:1", "--service", "http://127.0.0.1:2"];
    const run = (...more: string[]) =>
      spawnSync(
        process.execPath,
        ["scripts/gate.ts", "lighttpd", name, ...where, "--out", folder, ...more],
        { cwd: join(import.meta.dirname, "../.."), encoding: "utf8" },
      );
    const bind = ["--bind", `127.0.0.1:${await findFreePort()}`];
    const failed = run(...bind, "--tls", "/nowhere.pem");
    expect([failed.status, failed.stdout]).toEqual([1, ""]);
    expect(failed.stderr).toMatch(/lighttpd does not take it.*nowhere\.pem/);
    const secretOf = async () => (await readGuarded(name)).secret;
    expect([await secretOf(), await readdir(folder)]).toEqual([null, ["revoked"]]);
    expect(run(...bind).status).toBe(0);
    expect(await secretOf()).not.toBeNull();
  });

  test("no configuration is written whose secret can't be opened", async () => {
    const { service, place } = world;
    const own = eq(gateServices.id, service.id);
    const [row] = await getDatabase().select().from(gateServices).where(own);
    const setup = await readSetup(place.folder);
    const before = await readFile(join(place.folder, "gate.lua"), "utf8");
    await getDatabase().update(gateServices).set({ secret: "broken" }).where(own);
    try {
      await expect(writeConfig(setup, place.folder)).rejects.toThrow(/secret/);
      expect(await readFile(join(place.folder, "gate.lua"), "utf8")).toBe(before);
    } finally {
      await getDatabase()
        .update(gateServices)
        .set({ secret: row?.secret ?? null })
        .where(own);
    }
    expect(await statusOf(await world.ticket())).toBe(200);
  });
});

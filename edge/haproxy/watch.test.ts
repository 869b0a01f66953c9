import { readFile } from "node:fs/promises";
import { join } from "node:path";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { findFreePort } from "#db/embedded/find-free-port.ts";
import { addRule, removeRules } from "#lib/gate/keep-services.ts";
import type { Place } from "../support/place.ts";
import { runWatch } from "../support/run-watch.ts";
import { startWorld, type World } from "../support/world.ts";
import { haproxy, runHaproxy, writeFor } from "./haproxy.ts";

describe("what keeps HAProxy current", () => {
  const started = new AsyncDisposableStack();
  let world: World;
  let place: Place;
  let watch: Awaited<ReturnType<typeof runWatch>>;

  /** HAProxy in the watched folder, for as long as `work` takes. */
  const withHaproxy = async (work: () => Promise<void>) => {
    const { stop } = await runHaproxy(place);
    try {
      await work();
    } finally {
      await stop();
    }
  };

  beforeAll(async () => {
    world = await startWorld(haproxy, started);
    const folder = join(world.site.folder, "watched");
    place = { ...world.place, port: await findFreePort(), folder };
    await writeFor(place);
    watch = await runWatch(folder, { DATABASE_URL: world.site.databaseUrl });
    started.defer(watch.stop);
  });
  afterAll(() => started.disposeAsync());

  const said = (text: string) => watch.lines.filter((line) => line.includes(text)).length;
  const revoked = async () => (await readFile(join(place.folder, "revoked"), "utf8")).split("\n");
  const statusOf = async (cookie: [string, string], target = "/") =>
    (await world.send(target, { headers: [cookie] }, place.port)).status;

  /** Who came in, and has just signed out; with the id of their session at the service. */
  const leave = async (entered: Awaited<ReturnType<World["enter"]>>) => {
    const [, payload = ""] = entered.cookie()[1].split(".");
    const { jti } = JSON.parse(Buffer.from(payload, "base64url").toString());
    await entered.atApp.post("/api/sign-out", {});
    return jti.split(".")[0];
  };

  test("without HAProxy it says so once, and keeps the file; one that starts is caught up with", async () => {
    await expect.poll(() => said("no HAProxy listens at")).toBeGreaterThan(0);
    const [saidBefore, wellBefore] = [said("no HAProxy listens at"), said("well again")];
    const gone = await world.enter();
    const cookie = gone.cookie();
    const id = await leave(gone);
    await expect.poll(revoked, { timeout: 2_000 }).toContain(id);
    await withHaproxy(async () => {
      expect(await statusOf(cookie)).toBe(401);
      await expect.poll(() => said("well again"), { timeout: 2_000 }).toBe(wellBefore + 1);
      expect(said("no HAProxy listens at")).toBe(saidBefore);
    });
  });

  test("without its database HAProxy goes on with what it knows", () =>
    withHaproxy(async () => {
      const [stays, goes, gone] = [await world.enter(), await world.enter(), await world.enter()];
      const [good, late, over] = [stays.cookie(), goes.cookie(), gone.cookie()];
      await leave(gone);
      await expect.poll(() => statusOf(over), { timeout: 2_000 }).toBe(401);
      world.site.setDatabaseCut(true);
      try {
        await expect.poll(() => said("the database: "), { timeout: 15_000 }).toBe(1);
        expect([await statusOf(good), await statusOf(over)]).toEqual([200, 401]);
      } finally {
        world.site.setDatabaseCut(false);
      }
      await expect
        .poll(async () => (await goes.atApp.post("/api/sign-out", {})).status, { timeout: 15_000 })
        .toBeLessThan(300);
      await expect.poll(() => statusOf(late), { timeout: 15_000 }).toBe(401);
      expect(await statusOf(good)).toBe(200);
    }));

  test("a rule that is added or removed holds within two seconds, and a reload forgets nobody", () =>
    withHaproxy(async () => {
      const gone = await world.enter();
      const over = gone.cookie();
      await leave(gone);
      await expect.poll(() => statusOf(over), { timeout: 2_000 }).toBe(401);
      const cookie = await world.ticket();
      const rule = { prefix: "/late", methods: [], open: false, roles: ["boss"], maxAge: null };
      expect(await statusOf(cookie, "/late/x")).toBe(200);
      await addRule(world.service.name, rule);
      await expect.poll(() => statusOf(cookie, "/late/x"), { timeout: 2_000 }).toBe(403);
      expect(await statusOf(over)).toBe(401);
      await removeRules(world.service.name, "/late");
      await expect.poll(() => statusOf(cookie, "/late/x"), { timeout: 2_000 }).toBe(200);
      expect(await statusOf(over)).toBe(401);
    }));
});

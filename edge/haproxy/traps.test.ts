import { readdir, readFile, rm, writeFile } from "node:fs/promises";
import { join } from "node:path";
import { eq } from "drizzle-orm";
import { exportJWK, generateKeyPair } from "jose";
import { afterAll, beforeAll, describe, expect, test, vi } from "vitest";
import { findFreePort } from "#db/embedded/find-free-port.ts";
import { gateKeys } from "#db/gate-schema.ts";
import { keepSecret, newService } from "#e2e/support/gate.ts";
import { getDatabase } from "#lib/database.ts";
import { askHaproxy } from "#lib/edge/admin-socket.ts";
import { readGuarded, readSetup } from "#lib/edge/setup.ts";
import { syncAcl } from "#lib/edge/sync-acl.ts";
import { writeConfig } from "#lib/edge/write-config.ts";
import { GateFault } from "#lib/gate/gate-fault.ts";
import { makeGateKey, signingKey } from "#lib/gate/gate-keys.ts";
import type { Place } from "../support/place.ts";
import { startWorld, type World } from "../support/world.ts";
import { haproxy, runHaproxy, writeFor } from "./haproxy.ts";

describe("HAProxy's traps", () => {
  const started = new AsyncDisposableStack();
  let world: World;
  let place: Place;

  beforeAll(async () => {
    world = await startWorld(haproxy, started);
  });
  afterAll(() => started.disposeAsync());

  /** Another HAProxy, which nobody watches; `spoil` changes what was written. */
  const beside = async (spoil: (folder: string) => Promise<void>, work: () => Promise<void>) => {
    const folder = join(world.site.folder, `beside-${await findFreePort()}`);
    place = { ...world.place, port: await findFreePort(), folder };
    await writeFor(place);
    await spoil(folder);
    const proxy = await runHaproxy(place);
    try {
      await work();
    } finally {
      await proxy.stop();
    }
  };
  const asWritten = async () => {};

  const statusOf = async (cookie: [string, string]) =>
    (await world.send("/", { headers: [cookie] }, place.port)).status;

  /** A signature in the right shape. */
  const forged = async (): Promise<[string, string]> => {
    const [name, cookie] = await world.ticket();
    return [name, cookie.replace(/.{20}$/, "A".repeat(20))];
  };

  const changeKeys = (change: (file: string) => Promise<void>) => async (folder: string) => {
    for (const name of await readdir(join(folder, "keys")))
      await change(join(folder, "keys", name));
  };

  test("a key file that is gone lets nobody pass", async () => {
    await beside(changeKeys(rm), async () => {
      expect(await statusOf(await world.ticket())).toBe(401);
      expect(await statusOf(await forged())).toBe(401);
    });
  });

  test("with -m bool it would let everybody pass", async () => {
    const spoil = async (folder: string) => {
      await changeKeys(rm)(folder);
      const file = join(folder, "haproxy.cfg");
      const text = await readFile(file, "utf8");
      await writeFile(file, text.replace("var(txn.signed) -m int 1", "var(txn.signed) -m bool"));
    };
    await beside(spoil, async () => expect(await statusOf(await forged())).toBe(200));
  });

  test("a key file without a key in it lets nobody pass", async () => {
    const { certificate = "" } = world.place.certificate ?? {};
    for (const text of [
      await readFile(certificate, "utf8"),
      "",
      "garbage",
      "-----BEGIN PUBLIC KEY-----\nAAAA\n-----END PUBLIC KEY-----\n",
    ]) {
      const spoil = changeKeys((file) => writeFile(file, text));
      await beside(spoil, async () => {
        expect(await statusOf(await world.ticket())).toBe(401);
        expect(await statusOf(await forged())).toBe(401);
      });
    }
  });

  test("no configuration is written whose keys verify nothing", async () => {
    const { kid } = await signingKey();
    const own = eq(gateKeys.kid, kid);
    const [row] = await getDatabase().select().from(gateKeys).where(own);
    const { publicKey } = await generateKeyPair("ES256", { extractable: true });
    const { x, y } = await exportJWK(publicKey);
    const folder = join(world.site.folder, "other");
    const other = { ...world.place, folder };
    await writeFor(other);
    const file = join(folder, "haproxy.cfg");
    const before = await readFile(file, "utf8");
    const publicJwk = { ...row?.publicJwk, x: `${x}`, y: `${y}` };
    await getDatabase().update(gateKeys).set({ publicJwk }).where(own);
    try {
      await expect(writeFor(other)).rejects.toThrow(/does not let a good ticket of key/);
      await rm(file);
      await expect(writeFor(other)).rejects.toThrow(GateFault);
      await expect(readFile(file)).rejects.toThrow("ENOENT");
    } finally {
      await getDatabase().update(gateKeys).set({ publicJwk: row?.publicJwk }).where(own);
    }
    await writeFor(other);
    expect(await readFile(file, "utf8")).toBe(before);
  });

  test("the id of a key may look like a flag", async () => {
    const made = await makeGateKey(getDatabase(), 3_600);
    const own = eq(gateKeys.kid, made);
    const [row] = await getDatabase().select().from(gateKeys).where(own);
    const kid = `-f${made.slice(2)}`;
    const changed = { kid, publicJwk: { ...row?.publicJwk, kid } };
    await getDatabase().update(gateKeys).set(changed).where(own);
    const folder = join(world.site.folder, "flag");
    await expect(writeFor({ ...world.place, folder })).resolves.toBe(true);
  });

  test("no configuration is written that HAProxy doesn't take", async () => {
    const folder = join(world.site.folder, "refused");
    const setup = { ...(await readSetup(world.place.folder)), bind: "nonsense here" };
    await expect(writeConfig(setup, folder)).rejects.toThrow(/does not take it(.|\n)*'nonsense'/);
    expect(await readdir(folder)).not.toContain("haproxy.cfg");
  });

  test("a service may be called as the app is", async () => {
    await newService([], { name: "app" });
    const folder = join(world.site.folder, "app");
    await expect(writeFor({ ...world.place, service: "app", folder })).resolves.toBe(true);
  });

  test("no configuration is written for a service whose tickets a secret signs", async () => {
    await keepSecret(await readGuarded(world.service.name), true);
    try {
      const folder = join(world.site.folder, "secret");
      await expect(writeFor({ ...world.place, folder })).rejects.toThrow(/a secret for lighttpd/);
    } finally {
      await keepSecret(await readGuarded(world.service.name), false);
    }
  });

  test("what is added to the ACL over the socket is refused at once, what is taken out passes", async () => {
    await beside(asWritten, async () => {
      const acl = join(place.folder, "revoked");
      const socket = join(place.folder, "admin.sock");
      const cookie = await world.ticket({ jti: "session-one.x" });
      const other = await world.ticket({ jti: "session-one-more.x" });
      const many = Array.from({ length: 1_000 }, (_, at) => `ended-${at}`);
      expect(await statusOf(cookie)).toBe(200);
      await syncAcl(socket, acl, [...many, "session-one"]);
      expect(await statusOf(cookie)).toBe(401);
      expect(await statusOf(other)).toBe(200);
      await syncAcl(socket, acl, many.slice(1));
      expect(await statusOf(cookie)).toBe(200);
      const held = await askHaproxy(socket, [`show acl ${acl}`]);
      expect(
        held
          .trim()
          .split("\n")
          .map((line) => line.split(" ")[1]),
      ).toEqual(many.slice(1));
      await expect(syncAcl(socket, "/no/such/acl", [])).rejects.toThrow("reads no");
    });
  });

  test("reloads under load make no error", async () => {
    await beside(asWritten, async () => {
      const cookie = await world.ticket();
      const seen: unknown[] = [];
      let going = true;
      const load = [1, 2, 3].map(async () => {
        while (going) seen.push(await statusOf(cookie).catch(String));
      });
      for (const _ of [1, 2, 3]) {
        const count = seen.length;
        // While it reloads, the master listens to nobody.
        await vi.waitFor(() => askHaproxy(join(place.folder, "master.sock"), ["reload"]), 5_000);
        await expect.poll(() => seen.length, { timeout: 10_000 }).toBeGreaterThan(count + 100);
      }
      going = false;
      await Promise.all(load);
      expect(seen.filter((one) => one !== 200)).toEqual([]);
    });
  });
});

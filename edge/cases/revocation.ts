import { expect } from "vitest";
import { suspend } from "#e2e/support/people.ts";
import { addPasskey } from "#e2e/support/run-ceremonies.ts";
import { SoftwareAuthenticator } from "#e2e/support/software-authenticator.ts";
import { signingKey } from "#lib/gate/gate-keys.ts";
import { grantRole, revokeRole } from "#lib/gate/roles.ts";
import { addKey, retireKey } from "#lib/gate/rotate-keys.ts";
import type { Case, World } from "../support/world.ts";

type Entered = Awaited<ReturnType<World["enter"]>>;

/** The promise, in milliseconds. */
const promised = 2_000;

/** Lets somebody in, takes that back, and asks until they are refused. */
const refusedAfter =
  (takeBack: (entered: Entered) => Promise<unknown>, target = "/") =>
  async ({ enter, send, dummy }: World) => {
    const entered = await enter();
    const headers = [entered.cookie()];
    const status = async () => (await send(target, { headers })).status;
    expect((await send("/", { headers })).status).toBe(200);
    await takeBack(entered);
    await expect.poll(status, { timeout: promised, interval: 50 }).not.toBe(200);
    const before = dummy.arrivals.length;
    expect([401, 403]).toContain(await status());
    expect(dummy.arrivals.length).toBe(before);
  };

/** What ends before its ticket does. */
export const revocationCases: Case[] = [
  {
    name: "who signs out at the app is refused within two seconds",
    run: refusedAfter(async ({ atApp }) => {
      expect((await atApp.post("/api/sign-out", {})).status).toBeLessThan(300);
    }),
  },
  {
    name: "whose passkey is removed is refused within two seconds",
    run: refusedAfter(async ({ atApp, passkey }) => {
      await addPasskey(atApp, new SoftwareAuthenticator({ origin: atApp.origin }));
      expect((await atApp.delete(`/api/passkeys/${passkey.id}`)).status).toBe(204);
    }),
  },
  {
    name: "who is suspended is refused within two seconds",
    run: refusedAfter(({ account }) => suspend(account.id)),
  },
  {
    name: "who loses a role is refused where it is needed within two seconds",
    run: async (world) => {
      const { account, cookie, visit, atApp } = await world.enter();
      await grantRole(account.id, "admin");
      const { service, send } = world;
      // A change of rights ends the ticket; the next one knows of it.
      const back = `${atApp.origin}/gate/authorize?return_to=${service.origin}/admin`;
      expect((await visit.follow(back)).address).toBe(`${service.origin}/admin`);
      const headers = [cookie()];
      const status = async () => (await send("/admin", { headers })).status;
      expect(await status()).toBe(200);
      await revokeRole(account.id, "admin");
      await expect.poll(status, { timeout: promised, interval: 50 }).not.toBe(200);
    },
  },
  {
    name: "the next ticket is had by the proxy, without leaving the host",
    run: async ({ enter, service, send }) => {
      const { visit, cookie } = await enter();
      const [, before] = cookie();
      const atService = visit.at(service.origin);
      const { status } = await atService.get("/.latchkey/renew", { host: service.host });
      expect(status).toBe(204);
      const [, after] = cookie();
      expect(after).not.toBe(before);
      expect((await send("/", { headers: [cookie()] })).status).toBe(200);
      const page: [string, string] = ["Accept", "text/html"];
      const session = after.split("; ").filter((one) => one.includes("session"));
      const late = await send("/x", { headers: [page, ["Cookie", session.join("; ")]] });
      expect(late.headers.get("location")).toMatch(/\/\.latchkey\/renew\?return_to=%2Fx$/);
    },
  },
  {
    name: "keys change under load, and no good ticket is refused",
    run: async ({ send, ticket }) => {
      const old = await ticket();
      const statuses: number[] = [];
      let going = true;
      const load = [1, 2, 3, 4].map(async () => {
        while (going) statuses.push((await send("/", { headers: [old] })).status);
      });
      const seen = () => expect.poll(() => statuses.length).toBeGreaterThan(statuses.length + 50);
      const { kid: oldKid } = await signingKey();
      // As the schedule does: published first, and signing once proxies know it.
      const kid = await addKey(3);
      await seen();
      await expect.poll(async () => (await signingKey()).kid, { timeout: 6_000 }).toBe(kid);
      const next = await ticket();
      expect((await send("/", { headers: [next] })).status).toBe(200);
      await seen();
      going = false;
      await Promise.all(load);
      expect(statuses.filter((status) => status !== 200)).toEqual([]);
      await retireKey(oldKid);
      const status = async () => (await send("/", { headers: [old] })).status;
      await expect.poll(status, { timeout: promised }).toBe(401);
      expect((await send("/", { headers: [next] })).status).toBe(200);
    },
  },
];

import { expect } from "vitest";
import { holdConnection } from "../support/hold-connection.ts";
import { claimsFor, inSeconds } from "../support/tickets.ts";
import type { Case, World } from "../support/world.ts";

const held =
  (run: (world: World, send: ReturnType<typeof holdConnection>["send"]) => Promise<void>) =>
  async (world: World) => {
    const { send, count, close } = holdConnection(world.place.port, world.service.host);
    try {
      await run(world, send);
      expect(count()).toBe(1);
    } finally {
      close();
    }
  };

/** The same cookie with other claims under the same signature. */
const otherClaims = (cookie: string, claims: Record<string, unknown>) =>
  cookie.replace(/\..*\./, `.${Buffer.from(JSON.stringify(claims)).toString("base64url")}.`);

/** A connection says nothing about who sends the next request on it. */
export const connectionCases: Case[] = [
  {
    name: "on one connection each request is held against its own ticket",
    run: held(async ({ ticket, service }, send) => {
      const [, one] = await ticket();
      const [, other] = await ticket({ sub: "another" });
      const forged = otherClaims(one, claimsFor(service.name, { roles: "admin" }));
      expect(await send("/", one)).toBe(200);
      expect(await send("/")).toBe(401);
      expect(await send("/", forged)).toBe(401);
      expect(await send("/admin", forged)).toBe(401);
      expect(await send("/", `${one}x`)).toBe(401);
      expect(await send("/", other)).toBe(200);
      expect(await send("/admin", other)).toBe(403);
      expect(await send("/", one)).toBe(200);
    }),
  },
  {
    name: "a ticket ends on a connection where it was good before",
    run: held(async ({ ticket }, send) => {
      const [, cookie] = await ticket({ exp: inSeconds(2) });
      expect(await send("/", cookie)).toBe(200);
      await expect.poll(() => send("/", cookie), { timeout: 4_000 }).toBe(401);
    }),
  },
  {
    name: "who signs out is refused on a connection where they passed before",
    run: held(async ({ enter }, send) => {
      const { atApp, cookie } = await enter();
      const [, own] = cookie();
      expect(await send("/", own)).toBe(200);
      await atApp.post("/api/sign-out", {});
      await expect.poll(() => send("/", own), { timeout: 2_000, interval: 50 }).toBe(401);
    }),
  },
  {
    name: "nobody gets behind the proxy by an upgrade to HTTP/2",
    run: async ({ send, ticket }) => {
      for (const upgrades of [["h2c"], ["h2c, websocket"], ["h2c", "websocket"]]) {
        const { arrivals } = await send("/", {
          headers: [
            await ticket(),
            ["Connection", "Upgrade, HTTP2-Settings"],
            ["HTTP2-Settings", "AAMAAABkAARAAAAAAAIAAAAA"],
            ...upgrades.map((one): [string, string] => ["Upgrade", one]),
          ],
        });
        for (const arrival of arrivals)
          expect(arrival.valuesOf("Upgrade").join()).not.toMatch(/h2c/);
      }
    },
  },
];

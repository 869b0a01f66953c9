import { expect } from "vitest";
import { findFreePort } from "#db/embedded/find-free-port.ts";
import { startRawServer } from "../support/raw-server.ts";
import { type Case, expectRefused } from "../support/world.ts";

const failed = [401, 403, 500, 502, 503, 504];

/** What the proxy does when it can't know. */
export const failureCases: Case[] = [
  {
    name: "with the app down, nobody passes, at once",
    run: async ({ beside, send, ticket }) => {
      await beside({ gate: await findFreePort() }, async (at) => {
        const started = performance.now();
        expectRefused(await send("/", { headers: [await ticket()] }, at), ...failed);
        expectRefused(await send("/", {}, at), ...failed);
        expect(performance.now() - started).toBeLessThan(1_000);
      });
    },
  },
  {
    name: "with the app hung, nobody passes, within three seconds",
    run: async ({ beside, send, ticket }) => {
      const hung = await startRawServer();
      try {
        await beside({ gate: hung.port }, async (at) => {
          for (const headers of [[await ticket()], []]) {
            const started = performance.now();
            expectRefused(await send("/", { headers }, at), ...failed);
            expect(performance.now() - started).toBeLessThan(3_000);
          }
        });
      } finally {
        await hung.stop();
      }
    },
  },
  {
    // Three, but for lighttpd, which looks once a second.
    name: "with the app hung, the way to a ticket fails within four seconds",
    run: async ({ beside, send }) => {
      const hung = await startRawServer();
      try {
        await beside({ app: hung.port }, async (at) => {
          const started = performance.now();
          expectRefused(await send("/.latchkey/start", {}, at), 500, 502, 503, 504);
          expect(performance.now() - started).toBeLessThan(4_000);
        });
      } finally {
        await hung.stop();
      }
    },
  },
  {
    name: "with the database gone, nobody passes after three seconds, until it is back",
    run: async ({ send, ticket, site }) => {
      const headers = [await ticket()];
      const status = async () => (await send("/", { headers })).status;
      expect(await status()).toBe(200);
      site.setDatabaseCut(true);
      try {
        await expect.poll(status, { timeout: 3_000, interval: 50 }).not.toBe(200);
        expectRefused(await send("/", { headers }), ...failed);
      } finally {
        site.setDatabaseCut(false);
      }
      await expect.poll(status, { timeout: 15_000, interval: 100 }).toBe(200);
    },
  },
];

import { setTimeout as delay } from "node:timers/promises";
import { expect, test } from "vitest";
import { waitFor } from "#db/embedded/test-site.ts";
import { findHalfDone } from "#e2e/support/find-half-done.ts";
import { findLost } from "#e2e/support/find-lost.ts";
import { serveOn } from "#e2e/support/serve-on-database.ts";
import { startTraffic, type Traffic } from "#e2e/support/watch-traffic.ts";

const kills = 100;
/** Instances that are killed and started independently of each other. */
const lanes = 2;
/** The latest moment of a kill after the first change, in milliseconds. */
const latest = 500;

/** Numbers from 0 to 1 that are the same for the same seed (mulberry32). */
const randomFrom = (seed: number) => {
  let state = seed;
  return () => {
    state = (state + 0x6d2b79f5) | 0;
    let mixed = Math.imul(state ^ (state >>> 15), state | 1);
    mixed ^= mixed + Math.imul(mixed ^ (mixed >>> 7), mixed | 61);
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 2 ** 32;
  };
};

/** Each is somebody whose sign-in was acknowledged last: the session must have outlived the kill. */
const expectSignedIn = async ({ members }: Traffic, origin: string) => {
  const visits = await Promise.all(members.map((member) => member.visit(origin)));
  expect(visits.filter((status) => status !== null && status !== 200)).toEqual([]);
};

const seed = Number(process.env.FAULT_SEED ?? Date.now() % 1_000_000);

test(`killed ${kills} times at random moments (FAULT_SEED=${seed}), nothing told is lost or half done`, async () => {
  const random = randomFrom(seed);
  const url = process.env.DATABASE_URL ?? "";
  let told = 0;
  const killAgainAndAgain = async () => {
    let before: Traffic | undefined;
    for (let count = 0; count < kills / lanes; count += 1) {
      const app = await serveOn(url);
      if (before) await expectSignedIn(before, app.origin);
      const traffic = startTraffic(app.origin, 8);
      await waitFor(() => traffic.members.some((member) => member.told.length > 0));
      await delay(random() * latest);
      await app.kill();
      await traffic.stop();
      await app.putAway();
      const changes = traffic.members.flatMap((member) => member.told);
      expect(await findLost(changes)).toEqual([]);
      expect(await findHalfDone()).toEqual([]);
      expect([...traffic.statuses.keys()].filter((status) => status >= 300)).toEqual([]);
      told += changes.length;
      before = traffic;
    }
  };
  await Promise.all(Array.from({ length: lanes }, killAgainAndAgain));
  expect(told).toBeGreaterThan(kills);
});

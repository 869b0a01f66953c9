import { vi } from "vitest";
import { runWithPeer } from "#lib/http/peer.ts";
import type { Reply } from "./http-client.ts";
import { passTime } from "./pass-time.ts";

let last = 0;

/** An address that no other test of this file comes from. */
export const newAddress = () => {
  last += 1;
  return `10.1.${last >> 8}.${last & 255}`;
};

/** Runs `act`, whose requests come from `address` as the listener would tell it. */
export const from = <T>(address: string, act: () => T): T => runWithPeer(address, act);

/** Runs `act` `times` at once. @returns how many were not refused for being too many */
export const countPassed = async (times: number, act: (index: number) => Promise<Reply>) => {
  const replies = await Promise.all(Array.from({ length: times }, (_, index) => act(index)));
  return replies.filter(({ status }) => status !== 429).length;
};

/** Lets time pass for the database and for this process; the test puts the timers back. */
export const waitMinutes = async (minutes: number) => {
  vi.useFakeTimers({ toFake: ["Date"], now: Date.now() + minutes * 60_000 });
  await passTime(`${minutes} minutes`);
};

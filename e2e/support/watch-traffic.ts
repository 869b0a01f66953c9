import { setTimeout as delay } from "node:timers/promises";
import { BusyMember } from "./busy-member.ts";
import type { Transport } from "./http-client.ts";

/** What became of the requests of a crowd. */
export type Traffic = {
  /** How many answers there were of each status; 0 where the connection ended. */
  statuses: Map<number, number>;
  /** The longest that a request took, in milliseconds. */
  longest: number;
  members: BusyMember[];
  /** Lets everybody finish the request that they are at. */
  stop: () => Promise<void>;
};

/**
 * Has `count` people sign up, sign in, add and revoke passkeys at `origin`, for ever, whatever they
 * are answered.
 */
export function startTraffic(origin: string, count: number): Traffic {
  const statuses = new Map<number, number>();
  const traffic = { statuses, longest: 0 };
  let going = true;
  const note = (status: number, since: number) => {
    statuses.set(status, (statuses.get(status) ?? 0) + 1);
    traffic.longest = Math.max(traffic.longest, performance.now() - since);
  };
  const transport: Transport = async (request) => {
    if (!going) throw new Error("the traffic has stopped");
    const since = performance.now();
    try {
      const response = await fetch(request);
      note(response.status, since);
      return response;
    } catch (error) {
      note(0, since);
      throw error;
    }
  };
  const members = Array.from({ length: count }, () => new BusyMember(transport));
  const lives = members.map(async (member) => {
    while (going) {
      // What went wrong is in the statuses; nobody hammers a server that refuses.
      await member.live(origin).catch(() => delay(20));
    }
  });
  const stop = async () => {
    going = false;
    await Promise.all(lives);
  };
  return Object.assign(traffic, { members, stop });
}

import { once } from "node:events";
import { connect } from "node:tls";
import { expect } from "vitest";
import { WebSocket } from "ws";
import { inSeconds } from "../support/tickets.ts";
import type { Case, World } from "../support/world.ts";

const servername = "service.localhost";

const openSocket = ({ place, service }: World, cookie?: string) =>
  new WebSocket(`wss://127.0.0.1:${place.port}/socket`, {
    createConnection: () => connect({ host: "127.0.0.1", port: place.port, servername }),
    headers: { Host: service.host, ...(cookie && { Cookie: cookie }) },
  });

/** Connections that are upgraded. */
export const socketCases: Case[] = [
  {
    name: "a WebSocket with a ticket is open both ways",
    run: async (world) => {
      const before = world.dummy.arrivals.length;
      const [, cookie] = await world.ticket({ sub: "somebody" });
      const socket = openSocket(world, cookie);
      await once(socket, "open");
      socket.send("hello");
      const [message] = await once(socket, "message");
      expect(String(message)).toBe("echo hello");
      const closed = once(socket, "close");
      socket.close();
      await closed;
      const [arrival] = world.dummy.arrivals.slice(before);
      expect(arrival?.valuesOf("X-Auth-Subject")).toEqual(["somebody"]);
    },
  },
  {
    // No proxy looks into what is open: the documentation of each says so.
    name: "a WebSocket that is open outlives its ticket",
    run: async (world) => {
      const ticket = await world.ticket({ exp: inSeconds(2) });
      const socket = openSocket(world, ticket[1]);
      await once(socket, "open");
      const status = async () => (await world.send("/", { headers: [ticket] })).status;
      await expect.poll(status, { timeout: 4_000 }).toBe(401);
      socket.send("late");
      const [message] = await once(socket, "message");
      expect(String(message)).toBe("echo late");
      socket.terminate();
    },
  },
  {
    name: "a WebSocket without a ticket is refused",
    run: async (world) => {
      const before = world.dummy.arrivals.length;
      const socket = openSocket(world);
      const [, response] = await once(socket, "unexpected-response");
      expect(response.statusCode).toBe(401);
      socket.on("error", () => {});
      socket.terminate();
      expect(world.dummy.arrivals.length).toBe(before);
    },
  },
];

import { once } from "node:events";
import { connect, type OutgoingHttpHeaders } from "node:http2";
import { buffer } from "node:stream/consumers";
import { expect } from "vitest";
import { gateCookies } from "#lib/gate/gate-cookies.ts";
import { cookieName } from "#lib/http/cookies.ts";
import { type Case, expectRefused, type World } from "../support/world.ts";

/** Sends a request by HTTP/2, in which a cookie may stand in a field of its own (RFC 9113 §8.2.3). */
const sendByHttp2 = async (
  { place, service, dummy }: World,
  more: OutgoingHttpHeaders,
  body?: string,
) => {
  const before = dummy.arrivals.length;
  const [servername] = service.host.split(":");
  const client = connect(`https://127.0.0.1:${place.port}`, { servername });
  try {
    const headers = { ":path": "/", ":authority": service.host, ...more };
    const stream = client.request(headers, { endStream: body === undefined });
    if (body !== undefined) stream.end(body);
    const [answer] = await once(stream, "response");
    const status: number = answer[":status"];
    const answered = String(await buffer(stream));
    return {
      status,
      headers: new Headers(),
      body: answered,
      arrivals: dummy.arrivals.slice(before),
    };
  } finally {
    client.destroy();
  }
};

/** What a client of HTTP/2 can write otherwise than one of HTTP/1.1. */
export const http2Cases: Case[] = [
  {
    name: "by HTTP/2, cookies in fields of their own are read, and the gate's taken out",
    run: async (world) => {
      const [, good = ""] = await world.ticket({ sub: "somebody" });
      const session = `${cookieName(gateCookies.session)}=secret`;
      const cookie = ["a=1", good, "b=2", session];
      const { status, arrivals } = await sendByHttp2(world, { cookie });
      expect(status).toBe(200);
      expect(arrivals[0]?.valuesOf("X-Auth-Subject")).toEqual(["somebody"]);
      expect(arrivals[0]?.valuesOf("Cookie")).toEqual(["a=1; b=2"]);
    },
  },
  {
    name: "by HTTP/2, two tickets in fields of their own are none",
    run: async (world) => {
      const tickets = [await world.ticket(), await world.ticket()];
      const cookie = tickets.map(([, one]) => one);
      expectRefused(await sendByHttp2(world, { cookie }), 400, 401);
    },
  },
  {
    name: "by HTTP/2, an identity that the client claims never arrives",
    run: async (world) => {
      const claims = {
        "x-auth-subject": "forged",
        x_auth_roles: "forged",
        "x.auth.name": "forged",
      };
      const [, cookie] = await world.ticket({ sub: "somebody" });
      const { status, arrivals } = await sendByHttp2(world, { ...claims, cookie });
      expect(status).toBe(200);
      expect(arrivals[0]?.rawHeaders.join("\n")).not.toContain("forged");
      expect(arrivals[0]?.valuesOf("X-Auth-Subject")).toEqual(["somebody"]);
    },
  },
  {
    name: "by HTTP/2, a body without a length reaches the service whole",
    run: async (world) => {
      const [, cookie] = await world.ticket();
      const post = { ":method": "POST", ":path": "/things" };
      expectRefused(await sendByHttp2(world, post, "a=1"), 401);
      const seen = await sendByHttp2(world, { ...post, cookie }, "a=1");
      expect(seen.status, seen.body).toBe(200);
      expect(seen.arrivals.map(({ body }) => body)).toEqual(["a=1"]);
    },
  },
  {
    name: "by HTTP/2, a Host beside the authority makes no other host of it",
    run: async (world) => {
      const [, cookie] = await world.ticket({ roles: "admin" });
      const asked = { host: "other.localhost", cookie };
      const seen = await sendByHttp2(world, asked).catch(() => null);
      for (const arrival of seen?.arrivals ?? []) {
        expect(arrival.valuesOf("Host")).toEqual([world.service.host]);
      }
    },
  },
];

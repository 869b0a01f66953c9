import { and, eq } from "drizzle-orm";
import { expect } from "vitest";
import { auditEvents, auditSources } from "#db/audit-schema.ts";
import { getDatabase } from "#lib/database.ts";
import { gateCookies } from "#lib/gate/gate-cookies.ts";
import { cookieName } from "#lib/http/cookies.ts";
import { type Case, expectRefused } from "../support/world.ts";

const things = ["Subject", "Device", "Roles", "Time", "Email", "Name"];

/** As a client may write the name so that some service reads it as the gate's. */
const spellings = (thing: string) => [
  `X-Auth-${thing}`,
  `x-auth-${thing.toLowerCase()}`,
  `X_Auth_${thing}`,
  `x_auth_${thing.toLowerCase()}`,
  `X-Auth_${thing}`,
  `X_AUTH-${thing.toUpperCase()}`,
  `X.Auth.${thing}`,
  `X-Auth.${thing}`,
];

const forged = things.flatMap(spellings).flatMap((name): [string, string][] => [
  [name, "forged"],
  [name, "forged twice"],
]);

/** What a client sends that only a proxy may say. */
export const smugglingCases: Case[] = [
  {
    name: "an identity that the client claims never arrives, whatever way it is written",
    run: async ({ send, ticket }) => {
      for (const target of ["/", "/open/page"]) {
        const cookie = await ticket({ sub: "somebody" });
        const { status, arrivals } = await send(target, { headers: [...forged, cookie] });
        expect(status).toBe(200);
        expect(arrivals[0]?.rawHeaders.join("\n")).not.toContain("forged");
        expect(arrivals[0]?.valuesOf("X-Auth-Subject")).toEqual(["somebody"]);
      }
    },
  },
  {
    name: "an identity that the client claims never arrives where nobody is known",
    run: async ({ send }) => {
      const { status, arrivals } = await send("/open/page", { headers: forged });
      expect(status).toBe(200);
      expect(arrivals[0]?.rawHeaders.join("\n")).not.toContain("forged");
      expectRefused(await send("/", { headers: forged }), 401);
    },
  },
  {
    name: "what Connection lists is not taken from the service",
    run: async ({ send, ticket }) => {
      const listed: [string, string] = [
        "Connection",
        "close, X-Auth-Subject, X-Auth-Roles, Cookie",
      ];
      const headers = [listed, await ticket({ sub: "somebody", roles: "reader" })];
      const seen = await send("/", { headers });
      if (seen.arrivals.length === 0) return expect([400, 401]).toContain(seen.status);
      expect(seen.arrivals[0]?.valuesOf("X-Auth-Subject")).toEqual(["somebody"]);
      expect(seen.arrivals[0]?.valuesOf("X-Auth-Roles")).toEqual(["reader"]);
    },
  },
  {
    name: "where a request goes is not for the client's headers to say",
    run: async ({ send, ticket }) => {
      const claims: [string, string][] = [
        ["X-Forwarded-Host", "other.localhost"],
        ["X-Forwarded-Uri", "/open/page"],
        ["X-Forwarded-Method", "OPTIONS"],
        ["X-Original-URL", "/open/page"],
        ["X-Original-URI", "/open/page"],
        ["X-Rewrite-URL", "/open/page"],
        ["Forwarded", "host=other.localhost"],
      ];
      expectRefused(await send("/", { headers: claims }), 401);
      expectRefused(await send("/admin", { headers: [...claims, await ticket()] }), 403);
      const page: [string, string] = ["Accept", "text/html"];
      const { headers } = await send("/x", { headers: [...claims, page] });
      expect(headers.get("location")).not.toContain("other.localhost");
    },
  },
  {
    name: "the service gets its own cookies, and none of the gate's",
    run: async ({ send, ticket }) => {
      const own = Object.values(gateCookies).map((name) => `${cookieName(name)}=secret`);
      const [, good = ""] = await ticket();
      const [, session = "", state = ""] = own;
      for (const cookies of [
        [good, session, state],
        ["a=1", good, "b=2", session, "c=3", state],
        [state, "a=1", "b=2", session, good, "c=3"],
      ]) {
        const { status, arrivals } = await send("/", {
          headers: [["Cookie", cookies.join("; ")]],
        });
        expect(status).toBe(200);
        const left = arrivals[0]?.valuesOf("Cookie").join("; ").split("; ").filter(Boolean);
        expect(left).toEqual(cookies.filter((one) => /^[abc]=/.test(one)));
      }
      const twice = [good, good, session, session, "a=1"].join("; ");
      const { arrivals } = await send("/open/page", { headers: [["Cookie", twice]] });
      expect(arrivals[0]?.valuesOf("Cookie").join()).not.toMatch(/ticket|session/);
    },
  },
  {
    name: "the client's address is told to the app by the proxy alone",
    run: async ({ enter }) => {
      const { account } = await enter({ "X-Forwarded-For": "6.6.6.6" });
      const sources = await getDatabase()
        .select({ ip: auditSources.ip })
        .from(auditSources)
        .innerJoin(auditEvents, eq(auditEvents.sourceHash, auditSources.hash))
        .where(and(eq(auditEvents.accountId, account.id), eq(auditEvents.name, "gate-enter")));
      expect(sources).toEqual([{ ip: "127.0.0.1" }]);
    },
  },
];

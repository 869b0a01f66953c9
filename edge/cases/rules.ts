import { expect } from "vitest";
import { inSeconds } from "../support/tickets.ts";
import { type Case, expectRefused } from "../support/world.ts";

const page: [string, string] = ["Accept", "text/html"];

/** What a path asks of whoever comes. */
export const ruleCases: Case[] = [
  {
    name: "who lacks the role is refused, by a page or by JSON",
    run: async ({ send, ticket }) => {
      const cookie = await ticket({ roles: "reader administrator" });
      const asScript = await send("/admin/users", { headers: [cookie] });
      expectRefused(asScript, 403);
      expect(JSON.parse(asScript.body)).toMatchObject({ code: "no-access" });
      const asPerson = await send("/admin/users", { headers: [cookie, page] });
      expectRefused(asPerson, 302);
      expect(asPerson.headers.get("location")).toContain("/gate/authorize?return_to=");
    },
  },
  {
    name: "who has the role passes",
    run: async ({ send, ticket }) => {
      const cookie = await ticket({ roles: "admin reader" });
      expect((await send("/admin/users", { headers: [cookie] })).status).toBe(200);
    },
  },
  {
    name: "a passkey used too long ago is asked for again",
    run: async ({ send, ticket }) => {
      const cookie = await ticket({ auth_time: inSeconds(-61) });
      const seen = await send("/fresh", { headers: [cookie] });
      expectRefused(seen, 401);
      expect(seen.headers.get("www-authenticate")).toContain(
        'error="insufficient_user_authentication", max_age="60"',
      );
      expectRefused(await send("/fresh", { headers: [cookie, page] }), 302);
      expect((await send("/", { headers: [cookie] })).status).toBe(200);
    },
  },
  {
    name: "a method that asks for a role asks for it whatever headers claim",
    run: async ({ send, ticket }) => {
      const cookie = await ticket();
      const post = { method: "POST", body: "{}" };
      expect((await send("/orders", { headers: [cookie] })).status).toBe(200);
      expectRefused(await send("/orders", { ...post, headers: [cookie] }), 403);
      for (const name of ["X-Forwarded-Method", "X-Original-Method", "X-HTTP-Method-Override"]) {
        expectRefused(await send("/orders", { ...post, headers: [cookie, [name, "GET"]] }), 403);
      }
      const writer = await ticket({ roles: "writer" });
      expect((await send("/orders", { ...post, headers: [writer] })).status).toBe(200);
    },
  },
  {
    name: "an open path serves everybody, and says who it is where that is known",
    run: async ({ send, ticket }) => {
      const nobody = await send("/open/page");
      expect(nobody.status).toBe(200);
      expect(nobody.arrivals[0]?.valuesOf("X-Auth-Subject").join("")).toBe("");
      const somebody = await send("/open/page", { headers: [await ticket({ sub: "somebody" })] });
      expect(somebody.arrivals[0]?.valuesOf("X-Auth-Subject")).toEqual(["somebody"]);
    },
  },
  {
    name: "a bad ticket makes nobody known on an open path",
    run: async ({ send, ticket }) => {
      const late = await send("/open/page", { headers: [await ticket({ exp: inSeconds(-1) })] });
      expect(late.status).toBe(200);
      expect(late.arrivals[0]?.valuesOf("X-Auth-Subject").join("")).toBe("");
    },
  },
];

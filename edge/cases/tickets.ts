import { eq } from "drizzle-orm";
import { expect } from "vitest";
import { gateServices } from "#db/gate-schema.ts";
import { getDatabase } from "#lib/database.ts";
import { withQuery } from "#lib/gate/return-address.ts";
import { claimsFor, cookieOf, sign } from "../support/tickets.ts";
import { type Case, expectRefused } from "../support/world.ts";
import { forgeries } from "./forgeries.ts";

const refusals = Object.entries(forgeries).map(
  ([name, forge]): Case => ({
    name: `refused: ${name}`,
    run: async (world) => {
      const seen = await world.send("/", { headers: [cookieOf(...(await forge(world)))] });
      expectRefused(seen, 401);
    },
  }),
);

/** Who comes with which ticket. */
export const ticketCases: Case[] = [
  {
    name: "a person without a ticket is sent to sign in, and back to the very address",
    run: async ({ send, service, site }) => {
      const target = "/some/page?a=1&b=%20x";
      const seen = await send(target, { headers: [["Accept", "text/html,*/*"]] });
      expectRefused(seen, 302);
      expect(seen.headers.get("location")).toBe(
        site.origin + withQuery("/gate/authorize", { return_to: service.origin + target }),
      );
    },
  },
  {
    name: "a script without a ticket is told where to sign in",
    run: async ({ send }) => {
      const seen = await send("/api/things", { headers: [["Accept", "application/json"]] });
      expectRefused(seen, 401);
      expect(seen.headers.get("www-authenticate")).toMatch(
        /^Latchkey realm="[\w-]+", sign_in=".+"$/,
      );
      expect(seen.headers.get("content-type")).toMatch(/^application\/problem\+json/);
      expect(JSON.parse(seen.body)).toMatchObject({
        code: "signed-out",
        status: 401,
        signIn: expect.stringContaining("/gate/authorize?return_to="),
      });
    },
  },
  {
    name: "a good ticket passes, and the service is told who it is, each thing once",
    run: async ({ send, service }) => {
      const claims = claimsFor(service.name, { roles: "reader writer" });
      const seen = await send("/some/page?x=1", { headers: [cookieOf(await sign(claims))] });
      expect(seen.status).toBe(200);
      expect(seen.body).toContain("Served GET");
      const [arrival, second] = seen.arrivals;
      expect(second).toBeUndefined();
      expect(arrival?.url).toBe("/some/page?x=1");
      const told = (name: string) => arrival?.valuesOf(name);
      expect(told("X-Auth-Subject")).toEqual([claims.sub]);
      expect(told("X-Auth-Device")).toEqual([claims.did]);
      expect(told("X-Auth-Roles")).toEqual(["reader writer"]);
      expect(told("X-Auth-Time")).toEqual([String(claims.auth_time)]);
      expect(told("X-Auth-Email")?.join("")).toBe("");
    },
  },
  {
    name: "address and name arrive where the service asks for them, and only there",
    run: async ({ send, service, ticket }) => {
      const cookie = await ticket({ email: "a+b@example.com", name: 'Zoë "Z" O\n' });
      const told = async () => {
        const [arrival] = (await send("/", { headers: [cookie] })).arrivals;
        return ["X-Auth-Email", "X-Auth-Name"].map((name) => arrival?.valuesOf(name).join());
      };
      const setPersonal = async (personal: boolean) => {
        const own = eq(gateServices.id, service.id);
        await getDatabase().update(gateServices).set({ personal }).where(own);
      };
      expect(await told()).toEqual(["", ""]);
      await setPersonal(true);
      // Unicode would not be in a header as it is.
      const both = ["a%2Bb@example.com", "Zo%C3%AB %22Z%22 O%0A"];
      await expect.poll(told, { timeout: 5_000 }).toEqual(both);
      await setPersonal(false);
      await expect.poll(told, { timeout: 5_000 }).toEqual(["", ""]);
    },
  },
  ...refusals,
];

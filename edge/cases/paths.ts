import { expect } from "vitest";
import { type Case, expectRefused } from "../support/world.ts";

/** What some service may read as /admin. */
const asAdmin = [
  "//admin",
  "/./admin",
  "/x/../admin",
  "/x/%2e%2e/admin",
  "/x/.%2E/admin",
  "/%61dmin",
  "/%61%64min/",
  "/admin/",
  "/admin?x=/open",
  "/admin#/open",
  "/admin;x",
  "/admin;x=1/users",
  "/ADMIN",
  "/Admin/users",
  "/admin%2fusers",
  "/admin%2Fusers",
  "/%2fadmin",
  "/admin%00",
  "/admin%3bx",
  "/%2561dmin",
  "\\admin",
  "/\\admin",
  "/%5cadmin",
  "/.latchkey/../admin",
  "/.latchkey/%2e%2e/admin",
];

/** The same, by way of a path that is open to everybody. */
const byOpen = [
  "/open/../admin",
  "/open/%2e%2e/admin",
  "/open/..%2fadmin",
  "/open/..;/admin",
  "/open/x/../../admin",
  "/open//../admin",
  "/open/..\\admin",
  "/open%2f..%2fadmin",
  "/open%2fadmin",
  "/open/%252e%252e/admin",
  "/open%00/../admin",
  "/.latchkey/../x",
  "/.latchkey/%2e%2e/x",
  "/.latchkey//../x",
];

const malformed = ["/%zz", "/open/%zz", "/open/%", "/open/%e0%80", "/open/%00"];

const refusals = [400, 401, 403, 404];

/** Ways around a rule by writing its path otherwise. */
export const pathCases: Case[] = [
  ...asAdmin.map(
    (target): Case => ({
      name: `without the role, ${target} is refused`,
      run: async ({ send, ticket }) => {
        expectRefused(await send(target, { headers: [await ticket()] }), ...refusals);
      },
    }),
  ),
  ...byOpen.map(
    (target): Case => ({
      name: `without a ticket, ${target} is refused`,
      run: async ({ send }) => expectRefused(await send(target), ...refusals),
    }),
  ),
  ...malformed.map(
    (target): Case => ({
      name: `${target}, which is malformed, is refused`,
      run: async ({ send, ticket }) => {
        expectRefused(await send(target, { headers: [await ticket()] }), 400, 401, 403);
      },
    }),
  ),
  {
    name: "what is written otherwise reaches the service as it was written",
    run: async ({ send, ticket }) => {
      const headers = [await ticket()];
      for (const target of ["/caf%C3%A9?q=%2F&r=a%20b", "/a+b/%7Ec?", "/x?return=//y"]) {
        const { arrivals } = await send(target, { headers });
        expect(arrivals.map(({ url }) => url)).toEqual([target]);
      }
    },
  },
  {
    name: "a line break in a path adds no header",
    run: async ({ send, ticket }) => {
      const target = "/x%0d%0aX-Auth-Roles:%20admin";
      const { arrivals } = await send(target, { headers: [await ticket()] });
      for (const arrival of arrivals) expect(arrival.valuesOf("X-Auth-Roles").join("")).toBe("");
    },
  },
  {
    name: "a request target with a host of its own leads nowhere else",
    run: async ({ send, ticket, service, dummy }) => {
      const before = dummy.arrivals.length;
      const headers = [await ticket()];
      for (const start of [service.origin, "http://other.localhost"]) {
        // No answer is one too.
        await send(`${start}/admin`, { headers }).catch(() => null);
        await send(`${start}/x`).catch(() => null);
      }
      expect(dummy.arrivals.length).toBe(before);
    },
  },
  {
    name: "another host does not lead to the service",
    run: async ({ send, service, ticket, dummy }) => {
      const before = dummy.arrivals.length;
      const headers = [await ticket({ roles: "admin" })];
      for (const host of ["other.localhost", `x.${service.host}`, "", "127.0.0.1"]) {
        await send("/", { host, headers }).catch(() => null);
      }
      expect(dummy.arrivals.length).toBe(before);
    },
  },
  {
    name: "a dot or capitals in the host make no other service of it, and get nobody past",
    run: async ({ send, service, ticket }) => {
      const [name = "", port] = service.host.split(":");
      for (const host of [`${name}.:${port}`, `${name.toUpperCase()}:${port}`]) {
        for (const headers of [[], [await ticket()]]) {
          const admin = await send("/admin", { host, headers }).catch(() => null);
          expect(admin?.arrivals ?? []).toEqual([]);
        }
        const seen = await send("/", { host, headers: [await ticket()] }).catch(() => null);
        for (const arrival of seen?.arrivals ?? []) {
          expect(arrival.valuesOf("Host")).toEqual([service.host]);
        }
      }
    },
  },
];

import { expect } from "vitest";
import { type Case, expectRefused } from "../support/world.ts";

const large = "x".repeat(300_000);

/** Every method, with and without a body. */
export const methodCases: Case[] = [
  {
    name: "HEAD, OPTIONS, POST, PUT, PATCH and DELETE pass with a ticket alone",
    run: async ({ send, ticket }) => {
      const headers = [await ticket()];
      for (const method of ["HEAD", "OPTIONS", "POST", "PUT", "PATCH", "DELETE"]) {
        const body = ["POST", "PUT", "PATCH"].includes(method) ? { body: "{}" } : {};
        expectRefused(await send("/things", { method, ...body }), 401);
        const { status, arrivals } = await send("/things", { method, headers, ...body });
        expect([method, status]).toEqual([method, 200]);
        expect(arrivals.map((arrival) => arrival.method)).toEqual([method]);
      }
    },
  },
  {
    name: "TRACE never tells a script what a proxy added",
    run: async ({ send, ticket }) => {
      expectRefused(await send("/things", { method: "TRACE" }), 401, 405, 501);
      const seen = await send("/things", { method: "TRACE", headers: [await ticket()] });
      expect(seen.body).not.toContain("X-Auth-Subject");
    },
  },
  {
    name: "a person's POST without a ticket is answered in JSON, not sent elsewhere",
    run: async ({ send }) => {
      const seen = await send("/things", {
        method: "POST",
        headers: [["Accept", "text/html"]],
        body: "a=1",
      });
      expectRefused(seen, 401);
    },
  },
  {
    name: "a body reaches the service whole",
    run: async ({ send, ticket }) => {
      const cookie = await ticket();
      for (const body of ["", "a=1", large]) {
        const sent = { method: "POST", headers: [cookie], body };
        const { status, arrivals } = await send("/things", sent);
        expect(status).toBe(200);
        expect(arrivals.map((arrival) => arrival.body === body)).toEqual([true]);
      }
      const chunked: [string, string][] = [["Transfer-Encoding", "chunked"]];
      const seen = await send("/things", { method: "PUT", headers: [cookie, ...chunked] });
      expect(seen.status).toBe(200);
    },
  },
  {
    name: "a body without a ticket is refused and reaches nobody",
    run: async ({ send }) => {
      expectRefused(await send("/things", { method: "POST", body: large }), 401);
    },
  },
  {
    name: "large headers are passed on or refused, never passed by",
    run: async ({ send, ticket }) => {
      const padding = (size: number): [string, string] => ["X-Padding", "p".repeat(size)];
      expect((await send("/", { headers: [padding(3_000), await ticket()] })).status).toBe(200);
      expectRefused(await send("/", { headers: [padding(3_000)] }), 401);
      for (const size of [15_000, 60_000]) {
        const seen = await send("/admin", { headers: [padding(size), await ticket()] }).catch(
          () => null,
        );
        if (seen) expectRefused(seen, 400, 401, 403, 413, 431, 500, 502, 503);
      }
    },
  },
];

import { globSync, readFileSync } from "node:fs";
import { dirname, join } from "node:path";
import { expect, test } from "vitest";
import { from, newAddress } from "#e2e/support/come-from.ts";
import { newBrowser } from "#e2e/support/people.ts";
import { type LimitName, limits } from "#lib/limits/limits.ts";

// So little that every number becomes 1.
process.env.LIMITS_SCALE = "0.0001";

const root = join(import.meta.dirname, "../..");
const files = globSync("app/api/**/route.ts", { cwd: root });
const exported = /export const (GET|POST|PATCH|PUT|DELETE) =|as (GET|POST|PATCH|PUT|DELETE)\b/g;

const calls = files.flatMap((file) => {
  const text = readFileSync(join(root, file), "utf8");
  const path = dirname(file).slice("app".length);
  const own = [...text.matchAll(/limit: "([^"]+)"/g)].map(([, name]) => name ?? "");
  return [...text.matchAll(exported)].map(([, one, other]) => {
    const method = one ?? other ?? "";
    return { method, path, own, text };
  });
});

test.each(calls)("$method $path refuses the second call of an address", async (call) => {
  const path = call.path.replaceAll(/\[[^\]]+\]/g, "x".repeat(22));
  const ask = () =>
    newBrowser().send(call.method, path, { ...(call.method !== "GET" && { body: {} }) });
  const address = newAddress();
  expect((await from(address, ask)).status).not.toBe(429);
  expect((await from(address, ask)).status).toBe(429);
  expect((await from(newAddress(), ask)).status).not.toBe(429);
});

test("every change has numbers of its own, and the table has no others", () => {
  const shared = ["read", "health", "unknown-path"];
  for (const { method, path, own } of calls) {
    if (own.some((name) => shared.includes(name)) && (method === "GET" || path.includes("..."))) {
      continue;
    }
    expect(own).toContain(`${method} ${path}`);
  }
  for (const { own, text } of calls) {
    for (const name of own) {
      const { account, mailbox } = limits[name as LimitName];
      // Only these give the limit what to count by.
      if (account) expect(text).toContain("handleSignedIn");
      if (mailbox) expect(text).toContain("mailbox:");
    }
  }
  const used = new Set(calls.flatMap(({ own }) => own));
  expect([...used].sort()).toEqual(Object.keys(limits).sort());
});

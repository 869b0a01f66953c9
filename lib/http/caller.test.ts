import { beforeEach, expect, test, vi } from "vitest";

const callerWith = async (hops: string, headers: Record<string, string>, peer?: string) => {
  vi.resetModules();
  vi.stubEnv("TRUSTED_PROXY_HOPS", hops);
  const { callerOf } = await import("./caller.ts");
  const { runWithPeer } = await import("./peer.ts");
  const request = new Request("http://localhost:3000/", { headers });
  return peer ? runWithPeer(peer, () => callerOf(request)) : callerOf(request);
};

beforeEach(() => {
  vi.stubEnv("ORIGIN", "http://localhost:3000");
  vi.stubEnv("DATABASE_URL", "postgres://localhost/none");
  vi.stubEnv("SESSION_SECRET", "a-secret-of-more-than-32-characters");
});

test.each([
  ["0", "6.6.6.6", "10.0.0.1"],
  ["1", "6.6.6.6, 203.0.113.9", "203.0.113.9"],
  ["2", "6.6.6.6, 203.0.113.9, 10.0.0.2", "203.0.113.9"],
])("with %s trusted proxies, X-Forwarded-For %s means %s", async (hops, forwarded, address) => {
  const { ip } = await callerWith(hops, { "x-forwarded-for": forwarded }, "10.0.0.1");
  expect(ip).toBe(address);
});

test("falls back to the socket when a proxy left no entry", async () => {
  expect((await callerWith("2", { "x-forwarded-for": "1.2.3.4" }, "10.0.0.1")).ip).toBe("10.0.0.1");
  expect((await callerWith("1", {}, "10.0.0.1")).ip).toBe("10.0.0.1");
});

test("outside the listener nobody's address is known, whatever a header says", async () => {
  expect((await callerWith("0", { "x-forwarded-for": "6.6.6.6" })).ip).toBeNull();
});

test.each([
  ["a-sane-id-1", true],
  ["short", false],
  ["x".repeat(65), false],
  ["has spaces in it", false],
])("a request id of %s is kept: %s", async (given, kept) => {
  const { requestId } = await callerWith("0", { "x-request-id": given });
  expect(requestId === given).toBe(kept);
  expect(requestId).toMatch(/^[A-Za-z0-9-]{8,64}$/);
});

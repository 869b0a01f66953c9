import { expect, test } from "vitest";
import { countPassed, from, newAddress } from "#e2e/support/come-from.ts";
import { snapshotDatabase } from "#e2e/support/database-snapshot.ts";
import { newBrowser } from "#e2e/support/people.ts";

process.env.LIMITS_SCALE = "0.05";
process.env.TRUSTED_PROXY_HOPS = "1";

const follow = (headers = {}) =>
  newBrowser().send("POST", "/api/recovery/mail/link", { body: { token: "x" }, headers });
const begin = () => newBrowser().post("/api/webauthn/authentication/options", {});

test("LIMITS_SCALE multiplies every number", async () => {
  expect(await from(newAddress(), () => countPassed(20, () => follow()))).toBe(5);
});

test("authentication options are bounded too, and leave every table as it was", async () => {
  const all = ["rate_limits", "spent_challenges", "audit_events", "audit_sources"];
  const before = await snapshotDatabase(all);
  expect(await from(newAddress(), () => countPassed(200, begin))).toBe(150);
  expect(await snapshotDatabase(all)).toEqual(before);
});

test("behind a proxy of ours, it is the address that the proxy saw that counts", async () => {
  const proxy = newAddress();
  const seen = (address: string) => (index: number) =>
    from(proxy, () => follow({ "x-forwarded-for": `198.51.100.${index}, ${address}` }));
  expect(await countPassed(20, seen("203.0.113.1"))).toBe(5);
  expect(await countPassed(20, seen("203.0.113.2"))).toBe(5);
  expect(await countPassed(20, (index) => seen(`203.0.113.3:${4000 + index}`)(index))).toBe(5);
});

test("who has no address that can be read is counted too, all as one", async () => {
  expect(await countPassed(10, () => follow())).toBe(5);
  expect(await countPassed(10, (n) => follow({ "x-forwarded-for": `_hidden${n}` }))).toBe(0);
});

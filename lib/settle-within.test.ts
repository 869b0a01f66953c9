import { expect, test, vi } from "vitest";
import { settlesWithin } from "./settle-within.ts";

test("what settles in time is waited for, also when it fails", async () => {
  expect(await settlesWithin(60_000, Promise.resolve(1))).toBe(true);
  expect(await settlesWithin(60_000, Promise.reject(new Error("no database")))).toBe(true);
});

test("what takes longer is not", async () => {
  expect(await settlesWithin(1, new Promise(() => {}))).toBe(false);
});

test("no timer is left behind", async () => {
  const active = () => process.getActiveResourcesInfo().filter((name) => name === "Timeout").length;
  const before = active();
  await settlesWithin(60_000, Promise.resolve());
  await vi.waitFor(() => expect(active()).toBeLessThanOrEqual(before));
});

import { expect, test, vi } from "vitest";
import { brand } from "#lib/brand.ts";

const plain = `${brand.cookiePrefix}-ticket`;

const cookiesAt = async (origin: string) => {
  vi.resetModules();
  vi.stubEnv("ORIGIN", origin);
  vi.stubEnv("DATABASE_URL", "postgres://localhost/none");
  vi.stubEnv("SESSION_SECRET", "a-secret-of-more-than-32-characters");
  return await import("./gate-cookies.ts");
};

test("on https only a cookie of the host itself is read, whatever a neighbour put beside it", async () => {
  const { setEntrance, setState, valuesOf } = await cookiesAt("https://app.example.com");
  const own = [setState("c"), ...setEntrance("b", { ticket: "a", seconds: 300 })];
  for (const cookie of own) {
    expect(cookie).toMatch(/^__Host-.*; Path=\/;.*; Secure/);
    expect(cookie).not.toContain("Domain");
  }
  const header = own.map((cookie) => cookie.split(";", 1)[0]).join("; ");
  const tossed = header.replaceAll(/__Host-(.*?)=\w/g, "$1=tossed");
  expect(valuesOf(tossed, "ticket")).toEqual([]);
  for (const [name, value] of [
    ["ticket", "a"],
    ["session", "b"],
    ["state", "c"],
  ] as const) {
    expect(valuesOf(`${tossed}; ${header}`, name)).toEqual([value]);
  }
});

test("a ticket that stands twice is read twice, so that neither is taken", async () => {
  const { valuesOf } = await cookiesAt("http://localhost:3000");
  expect(valuesOf(`${plain}=a; x=y; ${plain}=b`, "ticket")).toEqual(["a", "b"]);
  expect(valuesOf(null, "ticket")).toEqual([]);
});

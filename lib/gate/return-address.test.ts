import fc from "fast-check";
import { beforeAll, expect, test, vi } from "vitest";
import { readReturnAddress } from "./return-address.ts";

beforeAll(() => {
  vi.stubEnv("ORIGIN", "https://id.example.com");
  vi.stubEnv("DATABASE_URL", "postgres://localhost/none");
  vi.stubEnv("SESSION_SECRET", "x".repeat(32));
});

test.each([
  ["https://wiki.example.com/a?b=c", "/a?b=c"],
  ["https://wiki.example.com", "/"],
  ["https://wiki.example.com/a?b=c\\d", "/a?b=c\\d"],
  ["https://wiki.example.com//evil.example", "/evil.example"],
  ["https://wiki.example.com/.//evil.example", "/evil.example"],
  ["https://wiki.example.com/a#b", "/a"],
])("%s leads to its path", (value, path) => {
  const origin = "https://wiki.example.com";
  expect(readReturnAddress(value)).toEqual({ origin, host: "wiki.example.com", path });
});

test.each([
  null,
  "",
  "/a",
  "//wiki.example.com/a",
  "wiki.example.com/a",
  "http://wiki.example.com/a",
  "ftp://wiki.example.com/a",
  "javascript:alert(1)",
  "https://user@wiki.example.com/",
  "https://user:word@wiki.example.com/",
  "https://:word@wiki.example.com/",
  "https://wiki.example.com\\@evil.example/",
  "https:\\\\wiki.example.com/",
  "https://wiki.example.com/a\tb",
  "https://wiki.example.com/a\r\nX: y",
  "https://wiki.example.com/?a\u0000",
  " https://wiki.example.com/",
  `https://wiki.example.com/${"a".repeat(3000)}`,
])("%j leads nowhere", (value) => {
  expect(readReturnAddress(value)).toBeNull();
});

test("whatever is read is a browser's own reading, and stays on that host", () => {
  const mixed = fc.string({ unit: fc.constantFrom(..."/\\:@.?#a \t\n%2f") });
  fc.assert(
    fc.property(mixed, (text) => {
      const address = readReturnAddress(`https://wiki.example.com${text}`);
      if (!address) return;
      const reached = new URL(address.path, address.origin);
      expect(reached.host).toBe(address.host);
      expect(reached.origin).toBe(new URL(`https://wiki.example.com${text}`).origin);
    }),
    { numRuns: 2000 },
  );
});

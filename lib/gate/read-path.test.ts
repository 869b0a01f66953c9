import fc from "fast-check";
import { expect, test } from "vitest";
import { readPath } from "./read-path.ts";

test.each([
  ["/", "/"],
  ["/a/b?c=/../d", "/a/b"],
  ["/a/b/", "/a/b"],
  ["//admin", "/admin"],
  ["/a//b///c", "/a/b/c"],
  ["/%61dmin", "/admin"],
  ["/ADMIN/X", "/admin/x"],
  ["/a%20b", "/a b"],
  ["/caf%C3%A9", "/café"],
  ["/a...b/..c", "/a...b/..c"],
  ["/a#b", "/a"],
])("%s is read as %s", (target, path) => {
  expect(readPath(target)).toBe(path);
});

test.each([
  "",
  "admin",
  "*",
  "http://host/admin",
  "/a/../admin",
  "/a/..",
  "/./admin",
  "/%2e%2e/admin",
  "/a/%2E./admin",
  "/a%2fb",
  "/a%5Cb",
  "/a\\b",
  "/a;b=c/d",
  "/a%3Bb",
  "/a%2561",
  "/a%00",
  "/a%0d%0ab",
  "/a%",
  "/a%zz",
  "/a%ff",
  "/a b",
  "/public, /admin",
  "/é",
  "/a\u0000",
  "/a?b\r\nX: y",
])("%j is refused", (target) => {
  expect(readPath(target)).toBeNull();
});

const printable = fc.string({ unit: fc.constantFrom(..."/.%25fFeEcC3bB;\\aA?# ~é") });

test("whatever comes, a path that is read is plain, and is read as itself once encoded", () => {
  fc.assert(
    fc.property(printable, (text) => {
      const path = readPath(`/${text}`);
      if (path === null) return;
      expect(path).toMatch(/^\/([^/\\;%]+(\/[^/\\;%]+)*)?$/);
      expect(path.split("/")).not.toContain("..");
      const encoded = path.split("/").map(encodeURIComponent).join("/");
      expect(readPath(encoded)).toBe(path);
    }),
    { numRuns: 2000 },
  );
});

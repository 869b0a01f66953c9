import fc from "fast-check";
import { expect, test } from "vitest";
import { nextPath, passkeyOfferPath, signInPath, signUpPath } from "./next-path.ts";

const home = "/home";

test.each([
  "/",
  "/account",
  "/account/sessions?page=2&from=https://example.com/#top",
  "/gate/%C3%BC?q=100%25",
  "/a//b",
])("%s is followed", (path) => {
  expect(nextPath(path)).toBe(path);
});

test.each([
  undefined,
  "",
  "account",
  "https://evil.example/",
  "//evil.example",
  "///evil.example",
  "/\\evil.example",
  "\\\\evil.example",
  "/a\\..\\..\\\\evil.example",
  "javascript:alert(1)",
  "JavaScript:alert(1)",
  " javascript:alert(1)",
  "data:text/html,x",
  "/%2Fevil.example",
  "/%2f%2fevil.example",
  "/%252Fevil.example",
  "/%5Cevil.example",
  "/%255cevil.example",
  "%2F%2Fevil.example",
  "/\t/evil.example",
  "/\n/evil.example",
  "\t//evil.example",
  "/%09/evil.example",
  "/%0d%0aSet-Cookie:x=1",
  "/\u0000",
  "/\u0085/evil.example",
  "/.//evil.example",
  "/..//evil.example",
  "/%2e//evil.example",
  "/x/..//evil.example",
  `/${"a".repeat(3000)}`,
])("%j is dropped", (path) => {
  expect(nextPath(path)).toBe(home);
});

test("a name given twice is dropped", () => {
  expect(nextPath(["/account", "/account"])).toBe(home);
});

test("whatever comes in, what comes out stays here", () => {
  const hostile = fc.array(
    fc.constantFrom(
      "/",
      "\\",
      ".",
      "%2f",
      "%5c",
      "%25",
      "%2e",
      "\t",
      "\n",
      ":",
      "@",
      "?",
      "#",
      "x",
    ),
  );
  fc.assert(
    fc.property(hostile, (parts) => {
      const out = nextPath(parts.join(""));
      expect(new URL(out, "https://ours.example").origin).toBe("https://ours.example");
      // Once more, as by a redirect of ours that a browser or a proxy reads anew.
      expect(nextPath(out)).toBe(out);
    }),
  );
});

test("the pages on the way carry a path on, and only one that would be followed", () => {
  expect(signInPath("/account/sessions?page=2")).toBe(
    "/sign-in?next=%2Faccount%2Fsessions%3Fpage%3D2",
  );
  expect(signUpPath("/account")).toBe("/sign-up?next=%2Faccount");
  expect(passkeyOfferPath("/account")).toBe("/passkey-here?next=%2Faccount");
  expect(signInPath(home)).toBe("/sign-in");
  expect(signInPath("//evil.example")).toBe("/sign-in");
});

import { expect, test } from "vitest";
import { type ProblemCode, problems } from "#lib/errors.ts";
import { locales } from "#lib/i18n/locales.ts";
import { readMessages } from "#lib/i18n/read-messages.ts";
import { wayOn, wordsFor } from "./explain-failure.ts";
import { browserFailureKinds, type FailureKind } from "./failure.ts";

const kinds: FailureKind[] = [...browserFailureKinds, ...(Object.keys(problems) as ProblemCode[])];

test.each(kinds)("%s has words for a person, which end in something to do", async (kind) => {
  const { failures } = await readMessages("en");
  const { title, advice } = failures[wordsFor(kind)];
  expect(title).toMatch(/^[A-Z][^.]+$/);
  expect(advice).toMatch(
    /\b(try|press|open|use|choose|sign in|add|check|ask|start|reload|close|remove|unlock)\b/i,
  );
  expect(advice).toMatch(/\.$/);
});

test.each(locales)("no failure says a word of the trade in %s", async (locale) => {
  const { failures } = await readMessages(locale);
  expect(JSON.stringify(Object.values(failures))).not.toMatch(
    /webauthn|fido|authenti[ck]ator|autenticador|credential|credencial|attestation|resident|json|kib|content-type/i,
  );
});

test("a session that ended comes with the way to sign in, and back", () => {
  expect(wayOn("signed-out")?.href).toBe("/sign-in");
  expect(wayOn("signed-out", "https://app.example.com/account?page=2")?.href).toBe(
    "/sign-in?next=%2Faccount%3Fpage%3D2",
  );
});

test("a passkey that is there already comes with the way to it", () => {
  expect(wayOn("already-here")?.href).toBe("/account/passkeys");
});

test.each(["wrong-address", "insecure-page", "cross-origin"] as const)(
  "%s comes with this page at the site's own address",
  (kind) => {
    expect(wayOn(kind, "https://app.example.com/sign-in?next=%2Faccount")).toEqual({
      href: "https://app.example.com/sign-in?next=%2Faccount",
      words: "open",
      host: "app.example.com",
    });
    expect(wayOn(kind)).toBeUndefined();
  },
);

test("other failures lead to no other address", () => {
  expect(wayOn("unreachable", "https://app.example.com/")).toBeUndefined();
});

import { expect, test } from "vitest";
import { explainFailure, failureKinds } from "./explain-failure.ts";

test.each(failureKinds)("%s has words for a person, which end in something to do", (kind) => {
  const { title, advice } = explainFailure(kind);
  expect(`${title} ${advice}`).not.toMatch(
    /webauthn|fido|authenticator|credential|attestation|resident|json|kib|header|content-type/i,
  );
  expect(title).toMatch(/^[A-Z][^.]+$/);
  expect(advice).toMatch(
    /\b(try|press|open|use|choose|sign in|add|check|ask|start|reload|close)\b/i,
  );
  expect(advice).toMatch(/\.$/);
});

test("a session that ended comes with the way to sign in, and back", () => {
  expect(explainFailure("signed-out").link?.href).toBe("/sign-in");
  expect(explainFailure("signed-out", "https://app.example.com/account?page=2").link?.href).toBe(
    "/sign-in?next=%2Faccount%3Fpage%3D2",
  );
});

test("a passkey that is there already comes with the way to it", () => {
  expect(explainFailure("already-here").link?.href).toBe("/account/passkeys");
});

test.each(["wrong-address", "insecure-page", "cross-origin"] as const)(
  "%s comes with this page at the site's own address",
  (kind) => {
    const { link } = explainFailure(kind, "https://app.example.com/sign-in?next=%2Faccount");
    expect(link).toEqual({
      href: "https://app.example.com/sign-in?next=%2Faccount",
      label: "Open app.example.com",
    });
    expect(explainFailure(kind).link).toBeUndefined();
  },
);

test("other failures lead to no other address", () => {
  expect(explainFailure("unreachable", "https://app.example.com/").link).toBeUndefined();
});

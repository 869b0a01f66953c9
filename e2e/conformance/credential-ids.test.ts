import { test } from "vitest";
import { expectRefusal } from "#e2e/support/expect-refusal.ts";
import { verifyAuthentication, verifyRegistration } from "#e2e/support/run-ceremonies.ts";
import { prepareSignIn, prepareSignUp } from "./kinds.ts";

const id = (length: number) => new Uint8Array(length).fill(7);
const text = (length: number) => Buffer.from(id(length)).toString("base64url");

test.each([1, 8, 2048, 8_000])(
  "a registration with an id of %i bytes is refused",
  async (length) => {
    const { browser, prepared } = await prepareSignUp({ credentialId: id(length) });
    const act = () => verifyRegistration(browser, prepared);
    await expectRefusal(act, "passkey-rejected", "credential-id-length");
  },
);

test("a registration with an id of no bytes is refused, whatever the response says", async () => {
  const empty = await prepareSignUp({ credentialId: id(0) });
  const act = () => verifyRegistration(empty.browser, empty.prepared);
  await expectRefusal(act, "invalid-request", null);
  const named = await prepareSignUp({ credentialId: id(0), id: text(16) });
  const again = () => verifyRegistration(named.browser, named.prepared);
  await expectRefusal(again, "passkey-rejected", "credential-id-mismatch");
});

test.each([
  ["one byte more", (own: string) => `${own}AA`],
  ["one byte less", (own: string) => own.slice(0, -2)],
  ["the same bytes, written otherwise", (own: string) => own.slice(0, -1) + nextLetter(own)],
])("a registration whose response names %s is refused", async (_, change) => {
  const { browser, prepared } = await prepareSignUp();
  const told = change(prepared.response.id);
  const response = { ...prepared.response, id: told, rawId: told };
  const act = () => verifyRegistration(browser, { ...prepared, response });
  await expectRefusal(act, "passkey-rejected", "credential-id-mismatch");
});

test.each([1, 15, 16, 1023, 1024, 8_000])(
  "a sign-in by an unknown id of %i bytes",
  async (length) => {
    const { browser, prepared } = await prepareSignIn({ id: text(length) });
    const act = () => verifyAuthentication(browser, prepared);
    await expectRefusal(act, "passkey-unknown", "passkey-unknown");
  },
);

test("a sign-in by the same id, written otherwise, finds nothing", async () => {
  const { browser, prepared } = await prepareSignIn();
  const own = prepared.response.id;
  const told = own.slice(0, -1) + nextLetter(own);
  const response = { ...prepared.response, id: told, rawId: told };
  const act = () => verifyAuthentication(browser, { ...prepared, response });
  await expectRefusal(act, "passkey-unknown", "passkey-unknown");
});

/** 32 bytes leave two bits of the last letter unused (RFC 4648 §3.5): another says the same. */
const nextLetter = (own: string) => {
  const letters = "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-_";
  return letters[letters.indexOf(own.at(-1) ?? "") + 1] ?? "";
};

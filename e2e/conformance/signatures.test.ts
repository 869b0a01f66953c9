import { expect, test } from "vitest";
import { expectRefusal } from "#e2e/support/expect-refusal.ts";
import { verifyAuthentication } from "#e2e/support/run-ceremonies.ts";
import { changeMember } from "./change-member.ts";
import { prepareSignIn } from "./kinds.ts";

type Change = (signature: Uint8Array) => Uint8Array;

const common: [told: string, change: Change][] = [
  ["one byte behind it", (signature) => Buffer.concat([signature, Buffer.alloc(1)])],
  ["one byte before it", (signature) => Buffer.concat([Buffer.alloc(1), signature])],
  ["its last byte gone", (signature) => signature.subarray(0, -1)],
  ["its bytes turned round", (signature) => Uint8Array.from(signature).reverse()],
  ["noughts for it", (signature) => new Uint8Array(signature.length)],
];

/** DER as OpenSSL would not read it either (RFC 3279 §2.2.3). */
const ofES256: [told: string, change: Change][] = [
  ["its halves alone, without DER", () => new Uint8Array(64).fill(1)],
  ["halves of nought", () => new Uint8Array([0x30, 6, 2, 1, 0, 2, 1, 0])],
  ["an empty sequence", () => new Uint8Array([0x30, 0])],
  ["a sequence without an end", (signature) => Uint8Array.from(signature).fill(0x80, 1, 2)],
];

const cases = [
  ...common.flatMap(([told, change]) =>
    (["ES256", "EdDSA", "RS256"] as const).map((algorithm) => [algorithm, told, change] as const),
  ),
  ...ofES256.map(([told, change]) => ["ES256", told, change] as const),
];

test.each(cases)("a sign-in by %s with %s is refused", async (algorithm, _, change) => {
  const { browser, prepared } = await prepareSignIn({}, { algorithm });
  const { signature } = prepared.response.response;
  const changed = change(Buffer.from(signature, "base64url"));
  const text = Buffer.from(changed).toString("base64url");
  const body = changeMember(prepared, "response.response.signature", text);
  const act = () => verifyAuthentication(browser, body);
  await expectRefusal(act, "sign-in-rejected", "signature");
});

test("a hundred honest signatures are taken, however long their halves are", async () => {
  const statuses = await Promise.all(
    Array.from({ length: 100 }, async () => {
      const { browser, prepared } = await prepareSignIn();
      return (await verifyAuthentication(browser, prepared)).status;
    }),
  );
  expect(new Set(statuses)).toEqual(new Set([200]));
});

import { expect, test } from "vitest";
import { expectRefusal } from "#e2e/support/expect-refusal.ts";
import { verifyRegistration } from "#e2e/support/run-ceremonies.ts";
import { alterBytes, alterMembers } from "./alter-attestation.ts";
import { prepareSignUp } from "./kinds.ts";

const bytes = (...list: number[]) => new Uint8Array(list);
const unreadable = "authenticator-data-unreadable";

type Change = Parameters<typeof alterMembers>[1];

const members: [told: string, change: Change, reason: string][] = [
  ["no format", () => ({ fmt: undefined }), "attestation"],
  ["an empty format", () => ({ fmt: "" }), "attestation"],
  ["a format that is a number", () => ({ fmt: 7 }), "attestation"],
  ["a format that is bytes", () => ({ fmt: bytes(1) }), "attestation"],
  ["a format in other letters", () => ({ fmt: "None" }), "attestation"],
  ["format packed with an empty statement", () => ({ fmt: "packed" }), "attestation"],
  ["format fido-u2f with an empty statement", () => ({ fmt: "fido-u2f" }), "attestation"],
  ["format tpm with an empty statement", () => ({ fmt: "tpm" }), "attestation"],
  ["format apple with an empty statement", () => ({ fmt: "apple" }), "attestation"],
  ["format android-key with an empty statement", () => ({ fmt: "android-key" }), "attestation"],
  ["format safetynet with an empty statement", () => ({ fmt: "android-safetynet" }), "attestation"],
  ["no statement", () => ({ attStmt: undefined }), "attestation"],
  ["a statement that is text", () => ({ attStmt: "text" }), "attestation"],
  ["a statement that is bytes", () => ({ attStmt: bytes(1) }), "attestation"],
  ["a statement that is a list", () => ({ attStmt: [1] }), "attestation"],
  ["no authenticator data", () => ({ authData: undefined }), unreadable],
  ["empty authenticator data", () => ({ authData: bytes() }), unreadable],
  ["authenticator data that is text", () => ({ authData: "text" }), unreadable],
  ["authenticator data that is a number", () => ({ authData: 7 }), unreadable],
  ["authenticator data that is a list", () => ({ authData: [1, 2] }), unreadable],
];

test.each(members)("%s is refused", async (_, change, reason) => {
  const { browser, prepared } = await prepareSignUp();
  const altered = alterMembers(prepared, change);
  await expectRefusal(() => verifyRegistration(browser, altered), "passkey-rejected", reason);
});

/** Statements of packed self attestation (WebAuthn Level 3 §8.2), honest but for one member. */
const packed: [told: string, statement: Record<string, unknown>][] = [
  ["no signature", { sig: undefined }],
  ["an empty signature", { sig: bytes() }],
  ["a signature that is text", { sig: "text" }],
  ["a signature that is a number", { sig: 7 }],
  ["a signature of noughts", { sig: new Uint8Array(70) }],
  ["no algorithm", { alg: undefined }],
  ["an algorithm that is text", { alg: "ES256" }],
  ["an algorithm other than the key's", { alg: -257 }],
  ["an algorithm that nobody knows", { alg: -65000 }],
  ["a certificate that is none", { x5c: [bytes(1, 2, 3)] }],
  ["an empty certificate", { x5c: [bytes()] }],
  ["certificates that are text", { x5c: "text" }],
  ["certificates that are numbers", { x5c: [7] }],
];

test.each(packed)("packed: %s is refused", async (_, told) => {
  const { browser, prepared } = await prepareSignUp({ attestation: "self" });
  const altered = alterMembers(prepared, ({ attStmt }) => {
    const statement = { ...Object.fromEntries(attStmt), ...told };
    const left = Object.entries(statement).filter(([, value]) => value !== undefined);
    return { attStmt: new Map(left) };
  });
  const act = () => verifyRegistration(browser, altered);
  await expectRefusal(act, "passkey-rejected", "attestation");
});

/** Its last member is the authenticator data, 164 bytes (0x58 0xa4 in CBOR). */
const claimMore = (object: Uint8Array) => {
  const claiming = Buffer.from(object);
  claiming[claiming.indexOf(Buffer.from([0x58, 0xa4])) + 1] = 0xa5;
  return new Uint8Array(claiming);
};

const objects: [told: string, change: (object: Uint8Array) => Uint8Array][] = [
  ["one byte short", (object) => object.subarray(0, -1)],
  ["half of it", (object) => object.subarray(0, object.length / 2)],
  ["its first byte alone", (object) => object.subarray(0, 1)],
  ["a byte too many before it", (object) => bytes(0, ...object)],
  ["a byte too many behind it", (object) => bytes(...object, 0)],
  ["one that claims a byte more than it has", claimMore],
  ["two of them", (object) => bytes(...object, ...object)],
  ["an empty map", () => bytes(0xa0)],
  ["an empty list", () => bytes(0x80)],
  ["null", () => bytes(0xf6)],
  ["a number", () => bytes(0x07)],
  ["a text", () => bytes(0x61, 0x61)],
  ["a break with nothing begun", () => bytes(0xff)],
  ["a map without an end", (object) => bytes(0xbf, ...object.subarray(1))],
  ["a map of 2^32 members", () => bytes(0xba, 0xff, 0xff, 0xff, 0xff)],
  ["a text of 2^64 bytes", () => bytes(0x7b, ...Array(8).fill(0xff))],
  ["tags in tags", () => new Uint8Array(20_000).fill(0xc1)],
  ["maps in maps", () => new Uint8Array(20_000).fill(0xa1)],
];

test.each(objects)("an attestation object that is %s is refused", async (_, change) => {
  const { browser, prepared } = await prepareSignUp();
  const altered = alterBytes(prepared, change);
  await expectRefusal(() => verifyRegistration(browser, altered), "passkey-rejected", unreadable);
});

test("a self attestation that was not altered is taken", async () => {
  const { browser, prepared } = await prepareSignUp({ attestation: "self" });
  const same = alterMembers(prepared, () => ({}));
  expect((await verifyRegistration(browser, same)).status).toBe(201);
});

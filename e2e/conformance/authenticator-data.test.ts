import { createHash } from "node:crypto";
import { describe, expect, test } from "vitest";
import { encodeCbor } from "#e2e/support/authenticator-data.ts";
import type { Lies } from "#e2e/support/authenticator-lies.ts";
import { expectRefusal } from "#e2e/support/expect-refusal.ts";
import { verifyRegistration } from "#e2e/support/run-ceremonies.ts";
import { alterMembers } from "./alter-attestation.ts";
import { kinds, prepareSignUp } from "./kinds.ts";

const hash = (text: string) => new Uint8Array(createHash("sha256").update(text).digest());
const extensions = encodeCbor(new Map([["credProtect", 2]]));
const unreadable = "authenticator-data-unreadable";

/** What is refused at either ceremony (WebAuthn Level 3 §6.1). */
const cases: [told: string, lies: Lies, reason: string][] = [
  ["a hash of noughts", { rpIdHash: new Uint8Array(32) }, "rp-id"],
  ["the hash of a parent's RP ID", { rpIdHash: hash("host") }, "rp-id"],
  ["the hash of the RP ID in other letters", { rpIdHash: hash("LOCALHOST") }, "rp-id"],
  ["the hash of nothing", { rpIdHash: hash("") }, "rp-id"],
  ["a person verified but not present", { flags: { UP: false, UV: true } }, "user-presence"],
  ["nobody present or verified", { flags: { UP: false, UV: false } }, "user-presence"],
  ["nobody verified, synced", { flags: { UV: false, BE: true, BS: true } }, "user-verification"],
  ["backed up, not eligible, extended", { flags: { BS: true, ED: true } }, unreadable],
  ["extensions told of and not there", { flags: { ED: true } }, unreadable],
  ["extensions there and not told of", { trailing: extensions }, unreadable],
  [
    "extensions cut short",
    { flags: { ED: true }, trailing: extensions.subarray(0, -1) },
    unreadable,
  ],
  [
    "a byte after the extensions",
    { flags: { ED: true }, trailing: new Uint8Array([...extensions, 0]) },
    unreadable,
  ],
  [
    "extensions nested 10,000 deep",
    { flags: { ED: true }, trailing: new Uint8Array(10_000).fill(0x81) },
    unreadable,
  ],
  ["one byte left over", { trailing: new Uint8Array(1) }, unreadable],
  ["a kilobyte left over", { trailing: new Uint8Array(1024) }, unreadable],
  ["one byte of data", { authenticatorData: new Uint8Array(1) }, unreadable],
  ["the hash alone", { authenticatorData: hash("localhost") }, unreadable],
  ["no counter", { authenticatorData: new Uint8Array([...hash("localhost"), 0x05]) }, unreadable],
];

describe.each(kinds)("authenticator data of a $kind", ({ prepare, verify, rejected }) => {
  test.each(cases)("%s is refused", async (_, lies, reason) => {
    const { browser, prepared } = await prepare(lies);
    await expectRefusal(() => verify(browser, prepared), rejected, reason);
  });

  test.each([
    ["flags reserved for later", { flags: { RFU1: true, RFU2: true } }],
    ["extensions that nobody knows", { flags: { ED: true }, trailing: extensions }],
  ])("%s are passed over", async (_, lies) => {
    const { browser, prepared } = await prepare(lies);
    expect((await verify(browser, prepared)).status).toBeLessThan(300);
  });
});

/** Where a registration's data is cut: 37 bytes come first, then model, length, id, key. */
const cuts: [cut: string, length: number][] = [
  ["before the model", 37],
  ["within the model", 45],
  ["before the id's length", 53],
  ["within the id's length", 54],
  ["before the id", 55],
  ["within the id", 70],
  ["before the key", 87],
  ["within the key", 120],
];

test.each(cuts)("a registration whose data is cut %s is refused", async (_, length) => {
  const { browser, prepared } = await prepareSignUp();
  const cut = alterMembers(prepared, ({ authData }) => ({ authData: authData.slice(0, length) }));
  const act = () => verifyRegistration(browser, cut);
  await expectRefusal(act, "passkey-rejected", "authenticator-data-unreadable");
});

test("a registration whose data tells of no credential and holds none is refused", async () => {
  const { browser, prepared } = await prepareSignUp({ flags: { AT: false } });
  const bare = alterMembers(prepared, ({ authData }) => ({ authData: authData.slice(0, 37) }));
  const act = () => verifyRegistration(browser, bare);
  await expectRefusal(act, "passkey-rejected", "no-credential");
});

test("an id that claims to be longer than the data is refused", async () => {
  const { browser, prepared } = await prepareSignUp();
  const long = alterMembers(prepared, ({ authData }) => {
    const data = authData.slice();
    data.set([0xff, 0xff], 53);
    return { authData: data };
  });
  const act = () => verifyRegistration(browser, long);
  await expectRefusal(act, "passkey-rejected", "authenticator-data-unreadable");
});

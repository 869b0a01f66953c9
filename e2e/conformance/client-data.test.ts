import { describe, expect, test } from "vitest";
import type { Lies } from "#e2e/support/authenticator-lies.ts";
import { expectRefusal } from "#e2e/support/expect-refusal.ts";
import { origin } from "#e2e/support/people.ts";
import { kinds } from "./kinds.ts";

const text = (json: string) => ({ clientDataJSON: new TextEncoder().encode(json) });

type Case = [told: string, lies: Lies, reason: string];

const member = (name: string, values: unknown[], reason: string): Case[] =>
  values.map((value) => [
    `${name} ${JSON.stringify(value) ?? "missing"}`,
    { clientData: { [name]: value } },
    reason,
  ]);

/** What is refused at either ceremony (WebAuthn Level 3 §5.8.1). */
const cases: Case[] = [
  ...member("type", [undefined, null, 7, ["webauthn.get"]], "client-data-unreadable"),
  ...member("type", ["", "webauthn", "WEBAUTHN.GET", "payment.get"], "client-data-type"),
  ...member("challenge", [undefined, null, 7, []], "client-data-unreadable"),
  ...member("challenge", ["", "A", " ", "AAAA=="], "challenge"),
  ...member("origin", [undefined, null, 7, [origin]], "client-data-unreadable"),
  ...member("origin", ["", "null", "localhost", "localhost:3000", `${origin}/`], "origin"),
  ...member("origin", ["HTTP://LOCALHOST:3000", "https://localhost:3000"], "origin"),
  ...member("origin", ["http://localhost:30000", "http://a.localhost:3000"], "origin"),
  ...member("origin", [`${origin}@evil.example`, "android:apk-key-hash:AAAA"], "origin"),
  ...member("crossOrigin", [null, 0, 1, "", "true", "false", {}], "cross-origin"),
  ...member("topOrigin", [null, "", origin, 7, []], "top-origin"),
  ["an empty text", text(" "), "client-data-unreadable"],
  ["an empty object", text("{}"), "client-data-unreadable"],
  ["an array", text("[]"), "client-data-unreadable"],
  ["a text in JSON", text('"webauthn.get"'), "client-data-unreadable"],
  ["JSON cut short", text('{"type":"webauthn.get"'), "client-data-unreadable"],
  ["JSON with more behind it", text("{}{}"), "client-data-unreadable"],
  [
    "text that is not UTF-8",
    { clientDataJSON: Buffer.from([0x7b, 0xff, 0x7d]) },
    "client-data-unreadable",
  ],
  ["text in UTF-16", { clientDataJSON: Buffer.from("{}", "utf16le") }, "client-data-unreadable"],
  ["arrays nested 10,000 deep", text("[".repeat(10_000)), "client-data-unreadable"],
];

describe.each(kinds)("client data of a $kind", ({ prepare, verify, rejected }) => {
  test.each(cases)("%s is refused", async (_, lies, reason) => {
    const { browser, prepared } = await prepare(lies);
    await expectRefusal(() => verify(browser, prepared), rejected, reason);
  });

  test.each([
    ["without crossOrigin", { crossOrigin: undefined }],
    ["with members that nobody knows", { extraData: "more may come", other: { a: [1] } }],
  ])("%s is taken", async (_, clientData) => {
    const { browser, prepared } = await prepare({ clientData });
    expect((await verify(browser, prepared)).status).toBeLessThan(300);
  });
});

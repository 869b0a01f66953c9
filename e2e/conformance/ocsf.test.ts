import { describe, expect, test } from "vitest";
import type { AuditEvent } from "#lib/audit/event.ts";
import { activityOf } from "#lib/audit/ocsf-activities.ts";
import type { Entry } from "#lib/audit/read-trail.ts";
import { newSource } from "#lib/audit/source.ts";
import { toLine, toOcsf } from "#lib/audit/to-ocsf.ts";
import { ocsfEvent } from "./ocsf-schema.ts";

const service = { appName: "Acme", rpId: "acme.example" };
const names = Object.keys(activityOf);
const browser = { ip: "203.0.113.7", userAgent: "Mozilla/5.0 (X11) Firefox/157.0" };

const entryOf = (
  event: Partial<Entry["event"]>,
  from: Parameters<typeof newSource>[0] = browser,
) => {
  const source = newSource(from);
  return {
    position: 41,
    leaf: Buffer.alloc(32),
    event: {
      id: 77,
      at: new Date("2026-11-01T12:00:00.123Z"),
      name: "sign-in",
      outcome: "done",
      reason: null,
      accountId: "anAccount",
      passkeyId: "aPasskey",
      sessionId: "aSession",
      requestId: "a-request",
      sourceHash: source?.hash ?? null,
      about: null,
      ...event,
    },
    source,
    seal: null,
  } satisfies Entry;
};

const nobody = { accountId: null, passkeyId: null, sessionId: null };

describe.each(names)("%s", (name) => {
  test.each([
    ["done", { name }],
    ["refused", { name, outcome: "refused", reason: "counter" }],
    ["refused to who is not known", { name, outcome: "refused", reason: "counter", ...nobody }],
  ])("%s is what OCSF's schema says", (_, event) => {
    const told = toOcsf(entryOf(event), service);
    expect(ocsfEvent.safeParse(told).error).toBeUndefined();
    expect(told).toMatchObject({
      status_id: "reason" in event ? 2 : 1,
      metadata: { event_code: name, sequence: 41, uid: "77", correlation_uid: "a-request" },
      http_request: { uid: "a-request", user_agent: browser.userAgent },
    });
  });
});

test("what each event is", () => {
  const kinds = Object.entries(activityOf).map(
    ([name, { class: kind, id }]) => `${name} ${kind}${String(id).padStart(2, "0")}`,
  );
  expect(kinds.filter((kind) => !kind.endsWith("99"))).toEqual([
    "account-create 300101",
    "account-delete 300106",
    "passkey-add 300110",
    "passkey-revoke 300111",
    "sign-in 300201",
    "sign-out 300202",
    "session-end 300202",
    "code-use 300201",
    "recovery-open 300201",
  ]);
});

test("the schema finds what is wrong", () => {
  const told = toOcsf(entryOf({}), service);
  const wrong = [
    { ...told, activity_id: 2 },
    { ...told, status: "Done" },
    { ...told, severity_id: 9 },
    { ...told, user: { type_id: 0, type: "Unknown" } },
    { ...told, email: "ada@example.com" },
    { ...told, metadata: { ...told.metadata, version: "1.9.0" } },
    { ...told, class_uid: 3001, type_uid: 300101, class_name: "Account Change" },
    { ...told, service: undefined },
  ];
  for (const one of wrong) expect(ocsfEvent.safeParse(one).success).toBe(false);
});

test("a sign-in with a passkey is one with several factors; a refusal has its reason", () => {
  expect(toOcsf(entryOf({}), service)).toMatchObject({
    user: { uid: "anAccount" },
    session: { uid: "aSession" },
    auth_protocol: "WebAuthn",
    is_mfa: true,
    service: { name: "Acme", uid: "acme.example" },
    src_endpoint: { ip: "203.0.113.7" },
    time: Date.parse("2026-11-01T12:00:00.123Z"),
  });
  const refused = toOcsf(entryOf({ outcome: "refused", reason: "counter" }), service);
  expect(refused).toMatchObject({ status_code: "counter", status_detail: "counter" });
  expect(refused).not.toHaveProperty("is_mfa");
});

test("what proves the event is told to the letter", () => {
  const bytes = Buffer.from([251, 255]);
  const entry = entryOf({});
  const seal = {
    number: 3,
    previous: bytes,
    root: bytes,
    first: 40,
    count: 2,
    sealedAt: new Date("2026-11-01T12:00:10.000Z"),
    keyId: "k",
    signature: bytes,
  };
  const { unmapped } = JSON.parse(toLine({ ...entry, seal }, service));
  expect(JSON.stringify(unmapped.event)).toBe(
    `{"id":77,"at":"2026-11-01T12:00:00.123Z","name":"sign-in","outcome":"done","reason":null,"accountId":"anAccount","passkeyId":"aPasskey","sessionId":"aSession","requestId":"a-request","sourceHash":"${entry.source?.hash.toString("base64url")}","about":null}`,
  );
  expect(unmapped.position).toBe(41);
  expect(unmapped.source).toEqual({ salt: entry.source?.salt.toString("base64url"), ...browser });
  expect(unmapped.seal).toEqual({
    number: 3,
    previous: "-_8",
    root: "-_8",
    first: 40,
    count: 2,
    sealedAt: "2026-11-01T12:00:10.000Z",
    keyId: "k",
    signature: "-_8",
  });
});

test("what an operator's change is about is told beside the event", () => {
  const told = toOcsf(entryOf({ name: "gate-role-grant", about: "ops" }), service);
  expect(told.unmapped.event.about).toBe("ops");
  expect(told.metadata.correlation_uid).toBe("a-request");
  expect(ocsfEvent.safeParse(told).error).toBeUndefined();
});

test("a source that is forgotten, or that is no address, fits too", () => {
  const forgotten = { ...entryOf({}), source: null };
  const told = toOcsf(forgotten, service);
  expect(told.unmapped.source).toBeNull();
  expect(told.unmapped.event.sourceHash).toEqual(expect.any(String));
  expect(told).not.toHaveProperty("src_endpoint");
  const odd = toOcsf(entryOf({}, { ip: "unknown", userAgent: null }), service);
  expect(odd).toMatchObject({ src_endpoint: { name: "unknown" } });
  for (const one of [told, odd]) expect(ocsfEvent.safeParse(one).error).toBeUndefined();
});

test("an event of a newer version is told as well", () => {
  const told = toOcsf(entryOf({ name: "of-tomorrow" }), service);
  expect(told).toMatchObject({ type_uid: 300199, activity_name: "of-tomorrow" });
  expect(ocsfEvent.safeParse(told).error).toBeUndefined();
});

test("the reasons are a closed list, and so are the names", () => {
  // @ts-expect-error A reason that is not in the list does not compile.
  const reason: AuditEvent["reason"] = "mercury in retrograde";
  // @ts-expect-error Nor does a name.
  const name: AuditEvent["name"] = "tea-time";
  expect([reason, name]).toHaveLength(2);
});

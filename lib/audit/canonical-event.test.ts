import { expect, test } from "vitest";
import { hashEvent, type TrailEvent } from "./canonical-event.ts";

const event: TrailEvent = {
  id: 77,
  at: "2026-11-01T12:00:00.123Z",
  name: "gate-role-grant",
  outcome: "done",
  reason: null,
  accountId: "anAccount",
  passkeyId: null,
  sessionId: null,
  requestId: "ops",
  sourceHash: null,
  about: null,
};

test("an event that is about nothing hashes as before events could be", () => {
  // As the version before wrote it into audit_leaves.
  expect(hashEvent(event).toString("hex")).toBe(
    "d0b1ee9448cc2e1085ed869e295c01ac6fda126239a1a2f043eb939b6e411628",
  );
});

test("what an event is about is part of its hash, also where it is empty", () => {
  const hashOf = (about: string) => hashEvent({ ...event, about }).toString("hex");
  expect(hashOf("ops")).toBe("8930f8b54953c99620799f673d11e105de6f01bad03c78bc5447233b581484a9");
  expect(hashOf("")).not.toBe(hashEvent(event).toString("hex"));
});

import { expect, test } from "vitest";
import { newBrowser, newPerson } from "#e2e/support/people.ts";
import { signIn } from "#e2e/support/run-ceremonies.ts";
import { recordEvent } from "#lib/audit/event.ts";
import { listActivity } from "#lib/audit/list-activity.ts";
import { getDatabase } from "#lib/database.ts";

test("a person reads what happened in their own account, the newest first", async () => {
  const { account, authenticator, passkey } = await newPerson();
  await newPerson();
  await signIn(newBrowser(), authenticator, { clientData: { type: "webauthn.create" } });
  const { events, older } = await listActivity(account.id, undefined);
  expect(events.map(({ name, outcome }) => [name, outcome])).toEqual([
    ["sign-in", "refused"],
    ["sign-in", "done"],
    ["passkey-add", "done"],
    ["account-create", "done"],
  ]);
  expect(events[0]?.passkey).toBe(passkey.name);
  expect(older).toBeNull();
});

test("a passkey of somebody else has no name in one's own activity", async () => {
  const { account } = await newPerson();
  const other = await newPerson();
  const event = { name: "step-up", outcome: "refused", reason: "another-account" } as const;
  const caller = { requestId: "a-request", ip: null, userAgent: null, locale: "en" } as const;
  const ids = { accountId: account.id, passkeyId: other.passkey.id };
  await recordEvent(getDatabase(), { ...event, ...ids }, caller);
  const { events } = await listActivity(account.id, undefined);
  expect(events[0]).toMatchObject({ ...event, passkey: null });
  const theirs = await listActivity(other.account.id, undefined);
  expect(theirs.events.map(({ reason }) => reason)).not.toContain("another-account");
});

test("thirty at a time, without a gap and without a repeat", async () => {
  const { browser, account } = await newPerson();
  for (let count = 1; count <= 60; count += 1) {
    await browser.patch("/api/account", { name: `Name ${count}` });
  }
  const ids: number[] = [];
  let before: number | null | undefined;
  while (before !== null) {
    const { events, older } = await listActivity(account.id, before);
    expect(events.length).toBeLessThanOrEqual(30);
    ids.push(...events.map(({ id }) => id));
    before = older;
  }
  expect(ids).toHaveLength(63);
  expect(ids).toEqual([...new Set(ids)].sort((a, b) => b - a));
});

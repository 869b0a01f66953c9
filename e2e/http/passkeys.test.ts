import { expect, test } from "vitest";
import { eventOf, expectRefusal } from "#e2e/support/expect-refusal.ts";
import { HttpClient } from "#e2e/support/http-client.ts";
import { newAuthenticator, newBrowser, newPerson, origin } from "#e2e/support/people.ts";
import { addPasskey, signIn } from "#e2e/support/run-ceremonies.ts";
import type { AcceptedPasskeys } from "#lib/passkeys/list-accepted.ts";
import type { Passkey } from "#lib/passkeys/passkey.ts";

const list = async (browser: ReturnType<typeof newBrowser>) =>
  (await browser.get<{ passkeys: Passkey[] }>("/api/passkeys")).body.passkeys;

test("the list has the account's own, oldest first, and says which this session used", async () => {
  await newPerson();
  const { browser, passkey } = await newPerson();
  const { body } = await addPasskey(browser, newAuthenticator({ backupEligible: true }));
  const passkeys = await list(browser);
  expect(passkeys.map(({ id }) => id)).toEqual([passkey.id, body.passkey.id]);
  expect(passkeys.map(({ current }) => current)).toEqual([true, false]);
  expect(passkeys.map(({ synced }) => synced)).toEqual([false, true]);
  expect(passkeys[0]?.lastUsedAt).not.toBeNull();
  expect(passkeys[1]?.lastUsedAt).toBeNull();
});

test("a rename trims the name and is told", async () => {
  const { browser, passkey } = await newPerson();
  const path = `/api/passkeys/${passkey.id}`;
  const { status, body, headers } = await browser.patch<{ passkey: Passkey }>(path, {
    name: "  Küche 🔑 ",
  });
  expect(status).toBe(200);
  expect(body.passkey).toMatchObject({ id: passkey.id, name: "Küche 🔑", current: true });
  expect((await list(browser))[0]?.name).toBe("Küche 🔑");
  const event = await eventOf(headers.get("x-request-id"));
  expect(event).toMatchObject({ name: "passkey-rename", passkeyId: passkey.id });
});

test.each([[""], ["  "], ["x".repeat(65)], ["a\u0000b"], [7], [null], [undefined]])(
  "a rename to %j is refused",
  async (name) => {
    const { browser, passkey } = await newPerson();
    const act = () => browser.patch(`/api/passkeys/${passkey.id}`, { name });
    const problem = await expectRefusal(act, "invalid-request", null);
    expect(problem.errors?.map(({ path }) => path)).toEqual(["name"]);
  },
);

test("a revoked passkey leaves the list and ends the sessions that it opened", async () => {
  const { browser } = await newPerson();
  const second = newAuthenticator();
  const { body } = await addPasskey(browser, second);
  const elsewhere = newBrowser();
  await signIn(elsewhere, second);
  const { status, headers } = await browser.delete(`/api/passkeys/${body.passkey.id}`);
  expect(status).toBe(204);
  const event = await eventOf(headers.get("x-request-id"));
  expect(event).toMatchObject({ name: "passkey-revoke", passkeyId: body.passkey.id });
  expect(await list(browser)).toHaveLength(1);
  await expectRefusal(() => elsewhere.get("/api/account"), "signed-out", null);
});

test("revoking this session's own passkey signs out here", async () => {
  const { browser, passkey } = await newPerson();
  const second = newAuthenticator();
  await addPasskey(browser, second);
  expect((await browser.delete(`/api/passkeys/${passkey.id}`)).status).toBe(204);
  await expectRefusal(() => browser.get("/api/account"), "signed-out", null);
  expect((await signIn(newBrowser(), second)).status).toBe(200);
});

test("the last passkey can't be revoked", async () => {
  const { browser, passkey } = await newPerson();
  await expectRefusal(() => browser.delete(`/api/passkeys/${passkey.id}`), "last-passkey", null);
});

test("parallel revokes never leave an account without a passkey", async () => {
  for (let round = 0; round < 5; round += 1) {
    const { browser, authenticator, passkey } = await newPerson();
    const second = newAuthenticator();
    const { body } = await addPasskey(browser, second);
    const replies = await Promise.all(
      [passkey.id, body.passkey.id].map((id) => browser.delete(`/api/passkeys/${id}`)),
    );
    expect(replies.filter(({ status }) => status === 204)).toHaveLength(1);
    const ways = [await signIn(newBrowser(), authenticator), await signIn(newBrowser(), second)];
    expect(ways.map(({ status }) => status).sort()).toEqual([200, 404]);
  }
});

test.each(["patch", "delete"] as const)(
  "%s: another account's passkey is as one that does not exist",
  async (method) => {
    const { browser } = await newPerson();
    const other = await newPerson();
    await addPasskey(other.browser, newAuthenticator());
    const send = (id: string) =>
      method === "patch"
        ? browser.patch(`/api/passkeys/${id}`, { name: "Mine now" })
        : browser.delete(`/api/passkeys/${id}`);
    const theirs = await expectRefusal(() => send(other.passkey.id), "not-found", null);
    const nobodys = await expectRefusal(() => send("A".repeat(22)), "not-found", null);
    expect({ ...theirs, requestId: "" }).toEqual({ ...nobodys, requestId: "" });
    for (const id of ["x", "%00", "..%2F..", "' or true --"]) {
      await expectRefusal(() => send(encodeURI(id)), "not-found", null);
    }
  },
);

test("a passkey that was revoked already is not found", async () => {
  const { browser } = await newPerson();
  const { body } = await addPasskey(browser, newAuthenticator());
  await addPasskey(browser, newAuthenticator());
  await browser.delete(`/api/passkeys/${body.passkey.id}`);
  const path = `/api/passkeys/${body.passkey.id}`;
  await expectRefusal(() => browser.delete(path), "not-found", null);
  await expectRefusal(() => browser.patch(path, { name: "Back" }), "not-found", null);
});

test("a passkey says when and from what it was last used", async () => {
  const { browser, authenticator } = await newPerson();
  const phone = new HttpClient(origin, {
    "user-agent":
      "Mozilla/5.0 (iPhone; CPU iPhone OS 19_0 like Mac OS X) AppleWebKit/605.1.15 (KHTML, like Gecko) Version/19.0 Mobile/15E148 Safari/604.1",
  });
  expect((await list(browser))[0]?.lastUsedFrom).toBe("Chrome on macOS");
  await signIn(phone, authenticator);
  expect((await list(browser))[0]?.lastUsedFrom).toBe("Safari on iOS");
});

test("a second passkey from the same place gets a number", async () => {
  const { browser } = await newPerson();
  for (const name of ["Chrome on macOS 2", "Chrome on macOS 3"]) {
    expect((await addPasskey(browser, newAuthenticator())).body.passkey.name).toBe(name);
  }
});

test("what password managers are told has the passkeys that work, and no others", async () => {
  await newPerson();
  const { browser, authenticator } = await newPerson();
  const second = newAuthenticator();
  const { body } = await addPasskey(browser, second);
  const accepted = async () => (await browser.get<AcceptedPasskeys>("/api/passkeys/accepted")).body;
  const [first, added] = [authenticator, second].map((one) => one.credentials[0]);
  const ids = async () =>
    (await accepted()).passkeys.map(({ credentialId }) => credentialId).sort();
  expect(await ids()).toEqual([first?.id, added?.id].sort());
  expect(await accepted()).toMatchObject({ rpId: "localhost", userId: first?.userHandle });
  await browser.delete(`/api/passkeys/${body.passkey.id}`);
  expect(await ids()).toEqual([first?.id]);
});

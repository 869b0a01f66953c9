import { expect, test } from "vitest";
import { eventOf, expectRefusal } from "#e2e/support/expect-refusal.ts";
import {
  newAuthenticator,
  newBrowser,
  newEmail,
  newPerson,
  sessionCookie,
} from "#e2e/support/people.ts";
import { addPasskey, signUp } from "#e2e/support/run-ceremonies.ts";
import type { Account } from "#lib/accounts/account.ts";
import { brand } from "#lib/brand.ts";
import type { Session } from "#lib/sessions/session.ts";

const options = "/api/webauthn/registration/options";

type Own = { account: Account; session: Session };

test("a sign-up makes the account and its passkey, and signs in", async () => {
  const browser = newBrowser();
  const email = newEmail();
  const { status, body, headers } = await signUp(browser, newAuthenticator(), email);
  expect(status).toBe(201);
  expect(body.account).toMatchObject({ email, emailVerified: false, name: null });
  expect(body.passkey).toMatchObject({
    name: "Chrome on macOS",
    provider: null,
    kind: "computer",
    needsAttention: false,
    synced: false,
    backedUp: false,
    transports: ["internal"],
    current: true,
  });
  expect(await eventOf(headers.get("x-request-id"))).toMatchObject({ name: "sign-in" });
  const own = await browser.get<Own>("/api/account");
  expect(own.status).toBe(200);
  expect(own.body.account).toEqual(body.account);
  const { authenticatedAt, steppedUpUntil } = own.body.session;
  expect(Date.parse(steppedUpUntil) - Date.parse(authenticatedAt)).toBe(5 * 60 * 1000);
});

test("what is answered holds no key, handle, counter or hash", async () => {
  const { browser, account, passkey } = await newPerson();
  expect(Object.keys(account).sort()).toEqual(
    ["createdAt", "email", "emailVerified", "id", "name"].sort(),
  );
  expect(Object.keys(passkey).sort()).toEqual(
    [
      "backedUp",
      "createdAt",
      "current",
      "id",
      "kind",
      "lastUsedAt",
      "lastUsedFrom",
      "name",
      "needsAttention",
      "provider",
      "synced",
      "transports",
    ].sort(),
  );
  const { body } = await browser.get<Own>("/api/account");
  expect(Object.keys(body.session).sort()).toEqual(
    ["authenticatedAt", "id", "method", "steppedUpUntil"].sort(),
  );
});

test("the options ask for a discoverable, user-verified passkey of our three algorithms", async () => {
  const { body } = await newBrowser().post<{ options: Record<string, unknown> }>(options, {
    email: "ada@example.com",
    name: "Ada",
  });
  expect(body.options).toMatchObject({
    rp: { id: "localhost", name: brand.name },
    user: { name: "ada@example.com", displayName: "Ada" },
    attestation: "none",
    timeout: 120_000,
    excludeCredentials: [],
    authenticatorSelection: { residentKey: "required", userVerification: "required" },
  });
  const { pubKeyCredParams, user } = body.options as {
    pubKeyCredParams: { alg: number }[];
    user: { id: string };
  };
  expect(pubKeyCredParams.map(({ alg }) => alg)).toEqual([-8, -7, -257]);
  expect(Buffer.from(user.id, "base64url")).toHaveLength(64);
});

test.each(["ES256", "EdDSA", "RS256"] as const)("an %s key is taken", async (algorithm) => {
  const { status } = await signUp(newBrowser(), newAuthenticator({ algorithm }), newEmail());
  expect(status).toBe(201);
});

test("the same address can be signed up twice, since neither is verified", async () => {
  const email = newEmail();
  const first = await signUp(newBrowser(), newAuthenticator(), email);
  const second = await signUp(newBrowser(), newAuthenticator(), email);
  expect(second.status).toBe(201);
  expect(second.body.account.id).not.toBe(first.body.account.id);
});

test.each([
  ["no address", {}, "email"],
  ["an address that is none", { email: "ada" }, "email"],
  ["an ill-typed address", { email: 7 }, "email"],
  ["a name with a line break", { email: "ada@example.com", name: "a\nb" }, "name"],
])("%s is refused, by member", async (_, body, path) => {
  const problem = await expectRefusal(
    () => newBrowser().post(options, body),
    "invalid-request",
    null,
  );
  expect(problem.errors?.map((fault) => fault.path)).toEqual([path]);
});

test("unknown members are ignored", async () => {
  const body = { email: "ada@example.com", role: "admin", __proto__: { name: 7 } };
  expect((await newBrowser().post(options, body)).status).toBe(200);
});

test("adding a passkey excludes those there are, and follows the hints", async () => {
  const { browser, authenticator } = await newPerson();
  const { body } = await browser.post<{ options: Record<string, unknown> }>(options, {
    hints: ["security-key"],
  });
  expect(body.options).toMatchObject({
    excludeCredentials: [{ id: authenticator.credentials[0]?.id, transports: ["internal"] }],
    hints: ["security-key"],
    authenticatorSelection: { authenticatorAttachment: "cross-platform" },
  });
  await expectRefusal(
    () => browser.post(options, { hints: ["telepathy"] }),
    "invalid-request",
    null,
  );
});

test("a passkey that is added belongs to the account, and the session stays as it was", async () => {
  const { browser, account } = await newPerson();
  const before = browser.cookies.get(sessionCookie);
  const aaguid = "bada5566-a7aa-401f-bd96-45619a55120d";
  const second = newAuthenticator({ backupEligible: true, backedUp: true, aaguid });
  const { status, body } = await addPasskey(browser, second, { transports: ["hybrid", "magic"] });
  expect(status).toBe(201);
  expect(body.account.id).toBe(account.id);
  expect(body.passkey).toMatchObject({
    name: "1Password",
    provider: "1Password",
    kind: "password-manager",
    synced: true,
    backedUp: true,
    transports: ["hybrid"],
    current: false,
  });
  expect(browser.cookies.get(sessionCookie)).toBe(before);
});

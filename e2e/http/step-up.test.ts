import { expect, test } from "vitest";
import { eventOf, expectRefusal } from "#e2e/support/expect-refusal.ts";
import {
  letStepUpLapse,
  newAuthenticator,
  newBrowser,
  newPerson,
  sessionCookie,
} from "#e2e/support/people.ts";
import {
  addPasskey,
  prepareAuthentication,
  prepareRegistration,
  signIn,
  stepUp,
  verifyAuthentication,
  verifyRegistration,
} from "#e2e/support/run-ceremonies.ts";
import type { Session } from "#lib/sessions/session.ts";

const options = "/api/webauthn/authentication/options";
const sessionOf = async (browser: ReturnType<typeof newBrowser>) =>
  (await browser.get<{ session: Session }>("/api/account")).body.session;

test("without a recent use of a passkey, sensitive acts are refused, the rest is not", async () => {
  const { browser, account, passkey } = await newPerson();
  const second = await addPasskey(browser, newAuthenticator());
  await letStepUpLapse(account.id);
  const acts = [
    () => browser.post("/api/webauthn/registration/options", {}),
    () => browser.delete(`/api/passkeys/${second.body.passkey.id}`),
    () => browser.delete("/api/sessions"),
    () => browser.delete("/api/account"),
  ];
  for (const act of acts) await expectRefusal(act, "step-up-required", null);
  const renamed = await browser.patch(`/api/passkeys/${passkey.id}`, { name: "Mine" });
  expect(renamed.status).toBe(200);
});

test("a step-up renews the session: same id, new token, the old cookie dead at once", async () => {
  const { browser, authenticator, account } = await newPerson();
  await letStepUpLapse(account.id);
  const before = await sessionOf(browser);
  const cookie = browser.cookies.get(sessionCookie) ?? "";
  const { status, headers } = await stepUp(browser, authenticator);
  expect(status).toBe(200);
  expect(await eventOf(headers.get("x-request-id"))).toMatchObject({ name: "step-up" });
  const after = await sessionOf(browser);
  expect(after.id).toBe(before.id);
  expect(Date.parse(after.steppedUpUntil)).toBeGreaterThan(Date.parse(before.steppedUpUntil));
  expect((await browser.post("/api/webauthn/registration/options", {})).status).toBe(200);
  browser.cookies.set(sessionCookie, cookie);
  await expectRefusal(() => browser.get("/api/account"), "signed-out", null);
});

test("the options offer the account's own passkeys that still work", async () => {
  const { browser, authenticator } = await newPerson();
  const second = newAuthenticator();
  const { body } = await addPasskey(browser, second);
  const allowed = async () => {
    const reply = await browser.post<{ options: { allowCredentials: { id: string }[] } }>(options, {
      purpose: "step-up",
    });
    return reply.body.options.allowCredentials.map(({ id }) => id).sort();
  };
  const [first, added] = [authenticator, second].map((one) => one.credentials[0]?.id);
  expect(await allowed()).toEqual([first, added].sort());
  await browser.delete(`/api/passkeys/${body.passkey.id}`);
  expect(await allowed()).toEqual([first]);
});

test("it takes a session", async () => {
  await expectRefusal(() => newBrowser().post(options, { purpose: "step-up" }), "signed-out", null);
  await expectRefusal(() => newBrowser().post(options, { purpose: "magic" }), "invalid-request");
});

test("another account's passkey does not count", async () => {
  const { browser, account, authenticator } = await newPerson();
  const other = await newPerson();
  await letStepUpLapse(account.id);
  const [credential] = other.authenticator.credentials;
  const act = () => stepUp(browser, authenticator, { ...(credential && { credential }) });
  await expectRefusal(act, "sign-in-rejected", "another-account");
});

test("a sign-in's answer is none to a step-up, and a lapsed session adds nothing", async () => {
  const { browser, account, authenticator } = await newPerson();
  const addition = await prepareRegistration(browser, newAuthenticator(), {});
  const signingIn = await prepareAuthentication(browser, authenticator, {});
  const steppingUp = await prepareAuthentication(browser, authenticator, { purpose: "step-up" });
  await letStepUpLapse(account.id);
  const mixed = { ...signingIn, ceremony: steppingUp.ceremony };
  await expectRefusal(() => verifyAuthentication(browser, mixed), "sign-in-rejected", "challenge");
  // Begun while stepped up, and bound to this session for two minutes: it may be finished.
  expect((await verifyRegistration(browser, addition)).status).toBe(201);
});

test("the session now belongs to the passkey just used", async () => {
  const { browser } = await newPerson();
  const second = newAuthenticator();
  const { body } = await addPasskey(browser, second);
  await stepUp(browser, second);
  const { body: list } = await browser.get<{ passkeys: { id: string; current: boolean }[] }>(
    "/api/passkeys",
  );
  const current = list.passkeys.filter((one) => one.current).map(({ id }) => id);
  expect(current).toEqual([body.passkey.id]);
});

test("of two step-ups at once with one cookie, one wins and the other changes nothing", async () => {
  const { browser, authenticator } = await newPerson();
  const two = [
    await prepareAuthentication(browser, authenticator, { purpose: "step-up" }),
    await prepareAuthentication(browser, authenticator, { purpose: "step-up" }),
  ];
  const cookies = new Map(browser.cookies);
  const twin = newBrowser();
  for (const [name, value] of cookies) twin.cookies.set(name, value);
  const replies = await Promise.all([
    verifyAuthentication(browser, two[0]),
    verifyAuthentication(twin, two[1]),
  ]);
  const won = replies.filter(({ status }) => status === 200);
  expect(won).toHaveLength(1);
  const [lost] = replies.filter(({ status }) => status !== 200).map(({ body }) => body);
  expect(["signed-out", "ceremony-invalid"]).toContain((lost as { code?: string }).code);
  expect((await signIn(newBrowser(), authenticator)).status).toBe(200);
});

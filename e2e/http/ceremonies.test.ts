import { afterEach, beforeEach, describe, expect, test, vi } from "vitest";
import { snapshotDatabase } from "#e2e/support/database-snapshot.ts";
import { expectRefusal } from "#e2e/support/expect-refusal.ts";
import {
  newAuthenticator,
  newBrowser,
  newEmail,
  newPerson,
  sessionCookie,
} from "#e2e/support/people.ts";
import {
  prepareAuthentication,
  prepareRegistration,
  verifyAuthentication,
  verifyRegistration,
} from "#e2e/support/run-ceremonies.ts";

const minutes = (count: number) => count * 60 * 1000;

const preparedSignUp = async () => {
  const browser = newBrowser();
  const body = { email: newEmail() };
  return { browser, prepared: await prepareRegistration(browser, newAuthenticator(), body) };
};

const preparedSignIn = async () => {
  const { authenticator } = await newPerson();
  const browser = newBrowser();
  return { browser, prepared: await prepareAuthentication(browser, authenticator, {}) };
};

const both = [
  { kind: "registration", prepare: preparedSignUp, verify: verifyRegistration },
  { kind: "authentication", prepare: preparedSignIn, verify: verifyAuthentication },
] as const;

describe.each(both)("the sealed ceremony of a $kind", ({ prepare, verify }) => {
  test("is refused from another browser", async () => {
    const { prepared } = await prepare();
    const stranger = newBrowser();
    await stranger.post("/api/webauthn/authentication/options", {});
    await expectRefusal(() => verify(stranger, prepared), "ceremony-invalid", null);
    await expectRefusal(() => verify(newBrowser(), prepared), "ceremony-invalid", null);
  });

  test("is refused when changed or made up", async () => {
    const { browser, prepared } = await prepare();
    const { ceremony: good } = prepared;
    const changed = `${good.slice(0, -9)}${good.at(-9) === "A" ? "B" : "A"}${good.slice(-8)}`;
    const session = browser.cookies.get(sessionCookie) ?? "Fe26.2**~2";
    for (const ceremony of [changed, "made-up", session]) {
      await expectRefusal(
        () => verify(browser, { ...prepared, ceremony }),
        "ceremony-invalid",
        null,
      );
    }
  });

  test("is spent by its first use, of twenty at once exactly one succeeds", async () => {
    const { browser, prepared } = await prepare();
    const before = await snapshotDatabase();
    const replies = await Promise.all(Array.from({ length: 20 }, () => verify(browser, prepared)));
    const codes = replies.map(({ status, body }) => (status < 300 ? "done" : codeOf(body)));
    expect(codes.sort()).toEqual([...Array(19).fill("ceremony-spent"), "done"]);
    const after = await snapshotDatabase();
    expect((after.sessions?.length ?? 0) - (before.sessions?.length ?? 0)).toBe(1);
    await expectRefusal(() => verify(browser, prepared), "ceremony-spent", null);
  });

  test("is spent also when its verification fails", async () => {
    const { browser, prepared } = await prepare();
    const response = { ...prepared.response, rawId: "AAAA" };
    await expectRefusal(
      () => verify(browser, { ...prepared, response }),
      verify === verifyRegistration ? "passkey-rejected" : "sign-in-rejected",
      "credential-id-mismatch",
    );
    await expectRefusal(() => verify(browser, prepared), "ceremony-spent", null);
  });

  test("many at once in one browser all succeed", async () => {
    const browser = newBrowser();
    const { authenticator } = await newPerson();
    await browser.post("/api/webauthn/authentication/options", {});
    const prepared = await Promise.all(
      Array.from({ length: 3 }, () =>
        verify === verifyRegistration
          ? prepareRegistration(browser, newAuthenticator(), { email: newEmail() })
          : prepareAuthentication(browser, authenticator, {}),
      ),
    );
    for (const one of prepared) expect((await verify(browser, one)).status).toBeLessThan(300);
  });

  test.each([
    ["no ceremony", { ceremony: undefined }, "ceremony"],
    ["an ill-typed ceremony", { ceremony: 7 }, "ceremony"],
    ["no response", { response: undefined }, "response"],
    ["an empty response", { response: {} }, "response.id"],
  ])("with %s is refused by member", async (_, change, path) => {
    const { browser, prepared } = await prepare();
    const problem = await expectRefusal(
      () => verify(browser, { ...prepared, ...change }),
      "invalid-request",
      null,
    );
    expect(problem.errors?.map((fault) => fault.path)).toContain(path);
    expect((await verify(browser, prepared)).status).toBeLessThan(300);
  });
});

describe("by the server's clock", () => {
  beforeEach(() => void vi.useFakeTimers({ toFake: ["Date"] }));
  afterEach(() => void vi.useRealTimers());

  test.each(both)("a $kind ends after two minutes", async ({ prepare, verify }) => {
    const inTime = await prepare();
    const late = await prepare();
    vi.setSystemTime(Date.now() + minutes(2) - 1000);
    expect((await verify(inTime.browser, inTime.prepared)).status).toBeLessThan(300);
    vi.setSystemTime(Date.now() + 1000);
    await expectRefusal(() => verify(late.browser, late.prepared), "ceremony-expired", null);
  });
});

test("a ceremony serves its own purpose alone", async () => {
  const { browser, authenticator } = await newPerson();
  const signIn = await prepareAuthentication(browser, authenticator, {});
  const signUp = await prepareRegistration(newBrowser(), newAuthenticator(), {
    email: newEmail(),
  });
  const addition = await prepareRegistration(browser, newAuthenticator(), {});
  await expectRefusal(
    () => verifyRegistration(browser, { ...addition, ceremony: signIn.ceremony }),
    "ceremony-invalid",
    null,
  );
  await expectRefusal(
    () => verifyAuthentication(browser, { ...signIn, ceremony: addition.ceremony }),
    "ceremony-invalid",
    null,
  );
  await expectRefusal(
    () => verifyRegistration(browser, { ...addition, ceremony: signUp.ceremony }),
    "ceremony-invalid",
    null,
  );
});

test("a ceremony of a session is refused once that session ended, or in another", async () => {
  const { browser, authenticator } = await newPerson();
  const addition = await prepareRegistration(browser, newAuthenticator(), {});
  const stepUp = await prepareAuthentication(browser, authenticator, { purpose: "step-up" });
  await browser.post("/api/sign-out", {});
  await expectRefusal(() => verifyRegistration(browser, addition), "ceremony-invalid", null);
  await expectRefusal(() => verifyAuthentication(browser, stepUp), "ceremony-invalid", null);
  const again = await prepareAuthentication(browser, authenticator, {});
  expect((await verifyAuthentication(browser, again)).status).toBe(200);
  await expectRefusal(() => verifyRegistration(browser, addition), "ceremony-invalid", null);
  await expectRefusal(() => verifyAuthentication(browser, stepUp), "ceremony-invalid", null);
});

const codeOf = (body: unknown) => (body as { code: string }).code;

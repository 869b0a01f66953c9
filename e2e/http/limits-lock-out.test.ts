import { afterEach, expect, test, vi } from "vitest";
import { countPassed, from, newAddress, waitMinutes } from "#e2e/support/come-from.ts";
import { newAuthenticator, newBrowser, newEmail, newPerson } from "#e2e/support/people.ts";
import {
  askByMail,
  askOperator,
  newPersonWithCodes,
  seenOf,
  subjectsTo,
} from "#e2e/support/recover.ts";
import { addPasskey, signIn, stepUp } from "#e2e/support/run-ceremonies.ts";
import { getEnv } from "#lib/env.ts";

process.env.LIMITS_SCALE = "1";

afterEach(() => {
  vi.useRealTimers();
});

const enter = (code: string) => newBrowser().post("/api/recovery/code", { code });
const enterBoth = () =>
  newBrowser().post("/api/recovery/mail/codes", { mailCode: "123456", recoveryCode: "x" });
const followLink = () => newBrowser().post("/api/recovery/mail/link", { token: "x" });

/** Uses up all that recovery has, for a mailbox from everywhere and for an address altogether. */
const exhaustRecovery = async (email: string, address: string) => {
  const asked = await countPassed(30, () => from(newAddress(), () => askByMail(email)));
  const put = await countPassed(30, () => from(newAddress(), () => askOperator(email)));
  const here = await from(address, async () => [
    await countPassed(120, () => askByMail(newEmail())),
    await countPassed(70, () => askOperator(newEmail())),
    await countPassed(120, () => enter("0000-0000-0000-0000")),
    await countPassed(120, enterBoth),
    await countPassed(120, followLink),
  ]);
  return { asked, put, here };
};

test("whoever exhausts somebody's recovery blocks neither sign-in nor step-up", async () => {
  expect(getEnv().limitsScale).toBe(1);
  const { account, authenticator, codes } = await newPersonWithCodes();
  const home = newAddress();
  const used = await exhaustRecovery(account.email, home);
  expect(used).toEqual({ asked: 20, put: 10, here: [100, 60, 100, 100, 100] });

  const browser = newBrowser();
  expect((await from(home, () => signIn(browser, authenticator))).status).toBe(200);
  expect((await from(home, () => stepUp(browser, authenticator))).status).toBe(200);
  expect((await from(home, () => browser.post("/api/sign-out", {}))).status).toBe(204);

  // What the mailbox's limit keeps back has happened: the mail that was asked for is there.
  expect(await subjectsTo(account.email)).toContain("Somebody asked to recover your account");
  // A code still gets them in, from anywhere that is not the address that was used up.
  const elsewhere = newBrowser();
  const act = () => elsewhere.post("/api/recovery/code", { code: codes[0] });
  expect((await from(newAddress(), act)).status).toBe(204);
  const phone = newAuthenticator();
  expect((await from(newAddress(), () => addPasskey(elsewhere, phone))).status).toBe(201);
  expect((await from(home, () => signIn(newBrowser(), phone))).status).toBe(200);
});

test("a mailbox's limit lasts an hour at most, and keeps no other mailbox out", async () => {
  const { account } = await newPersonWithCodes();
  const ask = (email: string) => from(newAddress(), () => askByMail(email));
  await countPassed(30, () => ask(account.email));
  const { status, body } = await ask(account.email.toUpperCase());
  expect(status).toBe(429);
  expect((body as { retryAfter?: number }).retryAfter).toBeLessThanOrEqual(60 * 60);
  expect((await ask(newEmail())).status).toBe(204);
  await waitMinutes(61);
  expect((await ask(account.email)).status).toBe(204);
});

test("a mailbox is sent ten mails to confirm it, by however many accounts", async () => {
  const email = newEmail();
  const ask = () =>
    from(newAddress(), async () =>
      (await newPerson()).browser.post("/api/email/confirmation", { email }),
    );
  expect(await countPassed(15, ask)).toBe(10);
  expect((await subjectsTo(email)).length).toBe(10);
});

test("a limit tells of no mailbox whether it has an account", async () => {
  const { account } = await newPersonWithCodes();
  const tried = async (email: string) => {
    const passed = await countPassed(30, () => from(newAddress(), () => askByMail(email)));
    const { status, body } = seenOf(await from(newAddress(), () => askByMail(email)));
    const told = { ...(body as object), requestId: "", retryAfter: 0 };
    return { passed, status, told };
  };
  expect(await tried(account.email)).toEqual(await tried(newEmail()));
});

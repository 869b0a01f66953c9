import { eq } from "drizzle-orm";
import { expect, test } from "vitest";
import { recoveryCodes } from "#db/recovery-schema.ts";
import { eventOf, expectRefusal } from "#e2e/support/expect-refusal.ts";
import type { HttpClient } from "#e2e/support/http-client.ts";
import { passTime } from "#e2e/support/pass-time.ts";
import {
  letStepUpLapse,
  newAuthenticator,
  newBrowser,
  newPerson,
  suspend,
} from "#e2e/support/people.ts";
import { addPasskey, prepareAuthentication, signIn } from "#e2e/support/run-ceremonies.ts";
import { getDatabase } from "#lib/database.ts";
import type { Passkey } from "#lib/passkeys/passkey.ts";
import { countRecoveryCodes } from "#lib/recovery/recovery-codes.ts";

const make = (browser: HttpClient) => browser.post<{ codes: string[] }>("/api/recovery/codes", {});
const enter = (browser: HttpClient, code: string) => browser.post("/api/recovery/code", { code });

/** Somebody with recovery codes. */
const newPersonWithCodes = async () => {
  const person = await newPerson();
  const { codes } = (await make(person.browser)).body;
  return { ...person, codes };
};

test("ten codes of 80 bits are made, shown once, and stored as hashes alone", async () => {
  const { browser, account, codes } = await newPersonWithCodes();
  expect(codes).toHaveLength(10);
  expect(new Set(codes).size).toBe(10);
  for (const code of codes)
    expect(code).toMatch(/^([0-9A-HJKMNP-TV-Z]{4}-){3}[0-9A-HJKMNP-TV-Z]{4}$/);
  const rows = await getDatabase()
    .select()
    .from(recoveryCodes)
    .where(eq(recoveryCodes.accountId, account.id));
  const kept = JSON.stringify(rows.map((row) => ({ ...row, hash: row.codeHash.toString("utf8") })));
  for (const code of codes) expect(kept).not.toContain(code.replaceAll("-", ""));
  expect(await countRecoveryCodes(account.id)).toMatchObject({ left: 10 });
  await letStepUpLapse(account.id);
  await expectRefusal(() => make(browser), "step-up-required", null);
  await expectRefusal(() => make(newBrowser()), "signed-out", null);
});

test("a code lets somebody in to enrol a passkey, and to nothing else", async () => {
  const { account, codes, authenticator } = await newPersonWithCodes();
  const browser = newBrowser();
  const { status, headers } = await enter(browser, codes[0] ?? "");
  expect(status).toBe(204);
  const event = await eventOf(headers.get("x-request-id"));
  expect(event).toMatchObject({ name: "code-use", outcome: "done", accountId: account.id });
  expect(JSON.stringify(event)).not.toContain(codes[0]);

  const only = (act: () => Promise<never>) => expectRefusal(act, "recovery-only", null);
  for (const path of ["/api/account", "/api/passkeys", "/api/sessions", "/api/example"]) {
    await only(() => browser.get(path) as never);
  }
  await only(() => browser.patch("/api/account", { name: "Eve" }) as never);
  await only(() => browser.delete("/api/account") as never);
  await only(() => make(browser) as never);
  await only(() => browser.post("/api/email/confirmation", {}) as never);
  await only(
    () => browser.post("/api/webauthn/authentication/options", { purpose: "step-up" }) as never,
  );
  await expect(
    prepareAuthentication(browser, authenticator, { purpose: "step-up" }),
  ).rejects.toThrow();

  const phone = newAuthenticator();
  expect((await addPasskey(browser, phone)).status).toBe(201);
  const { body } = await browser.get<{ passkeys: Passkey[] }>("/api/passkeys");
  expect(body.passkeys.map(({ current }) => current)).toEqual([false, true]);
  expect((await signIn(newBrowser(), phone)).status).toBe(200);
});

test("afterwards every other session has ended, and every other code is dead", async () => {
  const { browser: before, account, codes } = await newPersonWithCodes();
  const browser = newBrowser();
  await enter(browser, codes[0] ?? "");
  // Until the passkey is there, nothing has changed for who is signed in.
  expect((await before.get("/api/account")).status).toBe(200);
  const { headers } = await addPasskey(browser, newAuthenticator());
  const event = await eventOf(headers.get("x-request-id"));
  expect(event?.name).toBe("sign-in");
  await expectRefusal(() => before.get("/api/account"), "signed-out", null);
  await expectRefusal(() => enter(newBrowser(), codes[1] ?? ""), "code-rejected", null);
  expect(await countRecoveryCodes(account.id)).toBeNull();
  const { body } = await browser.get<{ sessions: unknown[] }>("/api/sessions");
  expect(body.sessions).toHaveLength(1);
});

test("a code counts once, also when fifty enter it at once", async () => {
  const { account, codes } = await newPersonWithCodes();
  const together = Array.from({ length: 50 }, () => enter(newBrowser(), codes[3] ?? ""));
  const statuses = (await Promise.all(together)).map(({ status }) => status);
  expect(statuses.filter((status) => status === 204)).toHaveLength(1);
  expect(await countRecoveryCodes(account.id)).toMatchObject({ left: 9 });
  await expectRefusal(() => enter(newBrowser(), codes[3] ?? ""), "code-rejected", null);
});

test.each([
  ["small letters and blanks", (code: string) => ` ${code.toLowerCase().replaceAll("-", " ")} `],
  ["without hyphens", (code: string) => code.replaceAll("-", "")],
  ["O for 0, l for 1", (code: string) => code.replaceAll("0", "O").replaceAll("1", "l")],
])("a code is taken as people type it: %s", async (_, type) => {
  const { codes } = await newPersonWithCodes();
  expect((await enter(newBrowser(), type(codes[0] ?? ""))).status).toBe(204);
});

test("a new set kills the old one", async () => {
  const { browser, codes } = await newPersonWithCodes();
  const { codes: fresh } = (await make(browser)).body;
  await expectRefusal(() => enter(newBrowser(), codes[0] ?? ""), "code-rejected", null);
  expect((await enter(newBrowser(), fresh[0] ?? "")).status).toBe(204);
});

test("a code of a suspended account is refused, and stays", async () => {
  const { account, codes } = await newPersonWithCodes();
  await suspend(account.id);
  await expectRefusal(() => enter(newBrowser(), codes[0] ?? ""), "code-rejected", null);
  expect(await countRecoveryCodes(account.id)).toMatchObject({ left: 10 });
});

test("a code that is none is refused as one that is used", async () => {
  for (const code of ["", "0000-0000-0000-0000", "x".repeat(64)]) {
    await expectRefusal(() => enter(newBrowser(), code), "code-rejected", null);
  }
});

test("fifteen minutes later the way in is closed, and the code is gone", async () => {
  const { codes } = await newPersonWithCodes();
  const browser = newBrowser();
  await enter(browser, codes[0] ?? "");
  await passTime("15 minutes");
  await expectRefusal(
    () => browser.post("/api/webauthn/authentication/options", { purpose: "step-up" }),
    "signed-out",
    null,
  );
});

test("who got in by a code can leave", async () => {
  const { codes } = await newPersonWithCodes();
  const browser = newBrowser();
  await enter(browser, codes[0] ?? "");
  expect((await browser.post("/api/sign-out", {})).status).toBe(204);
  await expectRefusal(() => browser.get("/api/account"), "signed-out", null);
});

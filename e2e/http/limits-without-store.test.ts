import { sql } from "drizzle-orm";
import { afterEach, beforeEach, describe, expect, inject, test, vi } from "vitest";
import { connect, type Database } from "#db/client.ts";
import { countPassed, from, newAddress } from "#e2e/support/come-from.ts";
import { expectRefusal } from "#e2e/support/expect-refusal.ts";
import { newBrowser, newPerson } from "#e2e/support/people.ts";
import { askByMail, askOperator, newPersonWithCodes } from "#e2e/support/recover.ts";
import { signIn, stepUp } from "#e2e/support/run-ceremonies.ts";
import { joinLink, openLink } from "#e2e/support/run-links.ts";
import "#e2e/support/test-mailbox.ts";
import { getEnv } from "#lib/env.ts";
import { log } from "#lib/telemetry/log.ts";

process.env.LIMITS_SCALE = "0.05";

const role = sql.identifier(inject("appRole"));
const failures = {
  "is gone": {
    begin: sql`alter table rate_limits rename to mislaid`,
    end: sql`alter table mislaid rename to rate_limits`,
  },
  "may not be written": {
    begin: sql`revoke all on rate_limits from ${role}`,
    end: sql`grant select, insert, update, delete on rate_limits to ${role}`,
  },
};

/** So that nothing was said just now. */
let later = 0;
let owner: Database;
beforeEach(() => {
  owner = connect(getEnv().databaseOwnerUrl ?? "", 1);
  return () => owner.$client.end();
});
afterEach(() => {
  vi.useRealTimers();
  vi.restoreAllMocks();
});

describe.each(Object.entries(failures))("when the table %s", (_, { begin, end }) => {
  const without = async (act: () => Promise<void>) => {
    await owner.execute(begin);
    try {
      await act();
    } finally {
      await owner.execute(end);
    }
  };
  /** From an address that nothing was counted for. */
  const anew = <T>(act: () => T) => from(newAddress(), act);

  test("people sign up, sign in, step up, look and sign out", async () => {
    await without(async () => {
      const { browser, authenticator } = await anew(newPerson);
      expect((await anew(() => stepUp(browser, authenticator))).status).toBe(200);
      expect((await anew(() => browser.get("/api/account"))).status).toBe(200);
      expect((await anew(() => browser.post("/api/sign-out", {}))).status).toBe(204);
      expect((await anew(() => signIn(browser, authenticator))).status).toBe(200);
    });
  });

  test("recovery, codes and links are refused, and work again afterwards", async () => {
    const { account, browser, codes } = await anew(newPersonWithCodes);
    const { email } = account;
    const enter = () => newBrowser().post("/api/recovery/code", { code: codes[0] });
    const acts = [
      enter,
      () => askByMail(email),
      () => askOperator(email),
      () => newBrowser().post("/api/recovery/mail/link", { token: "x" }),
      () => newBrowser().post("/api/recovery/mail/codes", { mailCode: "1", recoveryCode: "x" }),
      () => browser.post("/api/email/confirmation", {}),
      () => browser.post("/api/email/confirmation/code", { code: "123456" }),
      () => openLink(newBrowser(), "sign-in"),
      () => joinLink(newBrowser(), "add-device", "x"),
    ];
    await without(async () => {
      for (const act of acts) await expectRefusal(() => anew(act), "unavailable", null);
      // What ends a recovery still does.
      const stop = () => newBrowser().post("/api/recovery/stop/link", { token: "x" });
      expect((await anew(stop)).status).toBe(400);
    });
    expect((await anew(enter)).status).toBe(204);
  });

  test("a flood is still bounded, and the log says it once a minute", async () => {
    later += 10 * 60_000;
    vi.useFakeTimers({ toFake: ["Date"], now: Date.now() + later });
    const warn = vi.spyOn(log, "warn");
    const verify = () => newBrowser().post("/api/webauthn/authentication/verification", {});
    await without(async () => {
      const address = newAddress();
      const flood = () => from(address, () => countPassed(150, verify));
      expect(await flood()).toBe(100);
      expect(warn).toHaveBeenCalledTimes(1);
      vi.setSystemTime(Date.now() + 60_001);
      expect(await flood()).toBe(0);
      expect(warn).toHaveBeenCalledTimes(2);
    });
  });
});

import { and, eq } from "drizzle-orm";
import { describe, expect, test } from "vitest";
import { auditEvents } from "#db/audit-schema.ts";
import { deviceLinks } from "#db/recovery-schema.ts";
import { accounts } from "#db/schema.ts";
import { snapshotDatabase } from "#e2e/support/database-snapshot.ts";
import { eventOf, eventsOf, expectRefusal } from "#e2e/support/expect-refusal.ts";
import { passTime } from "#e2e/support/pass-time.ts";
import { letStepUpLapse, newBrowser, newPerson, suspend } from "#e2e/support/people.ts";
import { signIn, stepUp } from "#e2e/support/run-ceremonies.ts";
import {
  approveLink,
  joinLink,
  linkStatus,
  newApprovedLink,
  newClaimedLink,
  newJoinedLink,
  openLink,
  refuseLink,
} from "#e2e/support/run-links.ts";
import { mailsTo } from "#e2e/support/test-mailbox.ts";
import { getDatabase } from "#lib/database.ts";
import { sweepLinks } from "#lib/links/sweep-links.ts";
import { linkWords } from "#lib/links/words.ts";

const fifty = <T>(act: () => Promise<T>) => Promise.all(Array.from({ length: 50 }, act));
const rowsOf = (id: string) =>
  getDatabase().select().from(deviceLinks).where(eq(deviceLinks.id, id));
const late = { "add-device": "5 minutes", "sign-in": "2 minutes" };

describe.each(["add-device", "sign-in"] as const)("a request of the kind %s", (kind) => {
  test("shows both sides the same two words, and who asks to the one that approves", async () => {
    const { browser, asker, id, joined } = await newJoinedLink(kind);
    expect(joined.status).toBe(200);
    const ofAsker = (await linkStatus(asker, id)).body;
    const ofApprover = (await linkStatus(browser, id)).body;
    expect(ofAsker).toMatchObject({ kind, state: "joined", asker: null });
    expect(ofApprover).toMatchObject({ kind, state: "joined", words: ofAsker.words });
    expect(ofApprover.asker).toEqual({ browser: "Chrome on macOS", ip: null });
    const words = ofAsker.words?.split(" ") ?? [];
    expect(words).toHaveLength(2);
    for (const word of words) expect(linkWords).toContain(word);
  });

  test("keeps its code as a hash, and tells it to nobody again", async () => {
    const { browser, id, code, joined } = await newClaimedLink(kind);
    expect(code).toMatch(/^[0-9A-HJKMNP-TV-Z]{4}-[0-9A-HJKMNP-TV-Z]{4}$/);
    const told = JSON.stringify([joined.body, (await linkStatus(browser, id)).body]);
    const kept = JSON.stringify(await snapshotDatabase(["audit_events"]));
    for (const text of [told, kept]) {
      expect(text).not.toContain(code);
      expect(text).not.toContain(code.replace("-", ""));
    }
  });

  test("takes a code as people type it, and only of its own kind", async () => {
    const person = await newPerson();
    const asker = newBrowser();
    const [opener, joiner] =
      kind === "add-device" ? [person.browser, asker] : [asker, person.browser];
    const { code } = (await openLink(opener, kind)).body;
    const typed = ` ${code.toLowerCase().replace("-", " ").replaceAll("0", "o")} `;
    const other = kind === "add-device" ? "sign-in" : "add-device";
    const otherJoiner = kind === "add-device" ? (await newPerson()).browser : newBrowser();
    await expectRefusal(() => joinLink(otherJoiner, other, code), "code-rejected", null);
    expect((await joinLink(joiner, kind, typed)).status).toBe(200);
  });

  test("is joined once, also when fifty try at once", async () => {
    const person = await newPerson();
    const asker = newBrowser();
    const { id, code } = (await openLink(kind === "add-device" ? person.browser : asker, kind))
      .body;
    const others = await Promise.all(
      Array.from({ length: 50 }, async () =>
        kind === "add-device" ? newBrowser() : (await newPerson()).browser,
      ),
    );
    const replies = await Promise.all(others.map((one) => joinLink(one, kind, code)));
    expect(replies.filter(({ status }) => status === 200)).toHaveLength(1);
    const winner = others[replies.findIndex(({ status }) => status === 200)];
    for (const loser of others.filter((one) => one !== winner).slice(0, 2)) {
      await expectRefusal(() => joinLink(loser, kind, code), "code-rejected", null);
      await expectRefusal(() => linkStatus(loser, id), "not-found", null);
      const absent = kind === "add-device" ? "signed-out" : "not-found";
      await expectRefusal(() => approveLink(loser, id), absent, null);
    }
  }, 60_000);

  test("can't be approved or claimed before its turn", async () => {
    const person = await newPerson();
    const asker = newBrowser();
    const { id } = (await openLink(kind === "add-device" ? person.browser : asker, kind)).body;
    const early = kind === "add-device" ? "link-rejected" : "not-found";
    await expectRefusal(() => approveLink(person.browser, id), early, null);
    const { asker: waiting, id: joined } = await newJoinedLink(kind);
    const { headers, body } = await linkStatus(waiting, joined);
    expect(body.state).toBe("joined");
    expect(headers.getSetCookie()).toEqual([]);
    await expectRefusal(() => waiting.get("/api/account"), "signed-out", null);
  });

  test("is another's business: neither seen, approved nor refused by other accounts", async () => {
    const { id } = await newJoinedLink(kind);
    const eve = await newPerson();
    await expectRefusal(() => linkStatus(eve.browser, id), "not-found", null);
    await expectRefusal(() => approveLink(eve.browser, id), "not-found", null);
    await expectRefusal(() => refuseLink(eve.browser, id), "not-found", null);
    await expectRefusal(() => linkStatus(newBrowser(), id), "not-found", null);
    await expectRefusal(() => approveLink(newBrowser(), id), "signed-out", null);
  });

  test("can't be approved by the browser that asks", async () => {
    const { asker, id } = await newJoinedLink(kind);
    await expectRefusal(() => approveLink(asker, id), "signed-out", null);
  });

  test("is approved once and claimed once, also when fifty try at once", async () => {
    const { browser, authenticator, asker, id, account } = await newJoinedLink(kind);
    await stepUp(browser, authenticator);
    const approvals = await fifty(() => approveLink(browser, id));
    expect(approvals.filter(({ status }) => status === 204)).toHaveLength(1);
    const claims = await fifty(() => linkStatus(asker, id));
    expect(claims.filter(({ headers }) => headers.getSetCookie().length > 0)).toHaveLength(1);
    await expectRefusal(() => approveLink(browser, id), "link-rejected", null);
    const name = kind === "add-device" ? "device-link" : "phone-approve";
    const own = and(eq(auditEvents.accountId, account.id), eq(auditEvents.name, name));
    const told = await getDatabase().select().from(auditEvents).where(own);
    expect(told).toMatchObject([{ outcome: "done" }]);
  });

  test("ends when its time is up, at every step, and its row is swept", async () => {
    const open = { person: await newPerson(), asker: newBrowser() };
    const opener = kind === "add-device" ? open.person.browser : open.asker;
    const joiner = kind === "add-device" ? open.asker : open.person.browser;
    const { id, code } = (await openLink(opener, kind)).body;
    const joined = await newJoinedLink(kind);
    const approved = await newApprovedLink(kind);
    await passTime(late[kind]);
    // Being seen again after a while is noted.
    for (const { browser } of [open.person, joined, approved]) await browser.get("/api/account");
    await expectRefusal(() => joinLink(joiner, kind, code), "code-rejected", null);
    await expectRefusal(() => approveLink(joined.browser, joined.id), "not-found", null);
    await expectRefusal(() => refuseLink(joined.browser, joined.id), "not-found", null);
    await expectRefusal(() => linkStatus(approved.asker, approved.id), "not-found", null);
    await sweepLinks();
    expect(await rowsOf(id)).toEqual([]);
  });

  test("is over once it is refused, which the owner is told", async () => {
    const { browser, authenticator, asker, id, account } = await newJoinedLink(kind);
    await getDatabase()
      .update(accounts)
      .set({ emailVerifiedAt: new Date() })
      .where(eq(accounts.id, account.id));
    const replies = await fifty(() => refuseLink(browser, id));
    const done = replies.filter(({ status }) => status === 204);
    expect(done).toHaveLength(1);
    const event = await eventOf(done[0]?.headers.get("x-request-id") ?? null);
    const name = kind === "add-device" ? "device-link" : "phone-approve";
    expect(event).toMatchObject({ name, outcome: "refused", reason: "by-owner" });
    await stepUp(browser, authenticator);
    await expectRefusal(() => approveLink(browser, id), "link-rejected", null);
    expect((await linkStatus(asker, id)).body.state).toBe("refused");
    await expectRefusal(() => asker.get("/api/account"), "signed-out", null);
    const mails = await mailsTo(account.email);
    expect(mails.map(({ subject }) => subject)).toEqual(["A browser was refused"]);
    expect(mails[0]?.text).toContain("Chrome on macOS");
  });

  test("is not for another browser to claim, nor for a suspended account", async () => {
    const { browser, asker, id, account } = await newApprovedLink(kind);
    await expectRefusal(() => linkStatus(newBrowser(), id), "not-found", null);
    expect((await linkStatus(browser, id)).headers.getSetCookie()).toEqual([]);
    await suspend(account.id);
    const { headers } = await linkStatus(asker, id);
    expect(headers.getSetCookie()).toEqual([]);
    expect(await rowsOf(id)).toMatchObject([{ state: "approved" }]);
  });

  test("goes with the session that approves it", async () => {
    const { browser, asker, id } = await newApprovedLink(kind);
    await browser.post("/api/sign-out", {});
    await expectRefusal(() => linkStatus(asker, id), "not-found", null);
  });

  test("a new one takes the place of the one before", async () => {
    const { browser } = await newPerson();
    const opener = kind === "add-device" ? browser : newBrowser();
    const joiner = kind === "add-device" ? newBrowser() : browser;
    const first = (await openLink(opener, kind)).body;
    const second = (await openLink(opener, kind)).body;
    await expectRefusal(() => joinLink(joiner, kind, first.code), "code-rejected", null);
    expect((await joinLink(joiner, kind, second.code)).status).toBe(200);
  });
});

test("a device is added by who is signed in and used a passkey just now", async () => {
  await expectRefusal(() => openLink(newBrowser(), "add-device"), "signed-out", null);
  const { browser, authenticator, account } = await newPerson();
  await letStepUpLapse(account.id);
  await expectRefusal(() => openLink(browser, "add-device"), "step-up-required", null);
  await stepUp(browser, authenticator);
  const { id, code } = (await openLink(browser, "add-device")).body;
  await joinLink(newBrowser(), "add-device", code);
  await letStepUpLapse(account.id);
  await expectRefusal(() => approveLink(browser, id), "step-up-required", null);
});

test("letting a browser in takes a passkey that was used after the two met", async () => {
  const { browser, authenticator, id } = await newJoinedLink("sign-in");
  await expectRefusal(() => approveLink(browser, id), "step-up-required", null);
  await stepUp(browser, authenticator);
  expect((await approveLink(browser, id)).status).toBe(204);
});

test("a passkey that was used for one request lets no other in", async () => {
  const { browser, authenticator, id } = await newJoinedLink("sign-in");
  await stepUp(browser, authenticator);
  const { code, id: other } = (await openLink(newBrowser(), "sign-in")).body;
  await joinLink(browser, "sign-in", code);
  await expectRefusal(() => approveLink(browser, other), "step-up-required", null);
  await expectRefusal(() => approveLink(browser, id), "not-found", null);
});

test("who is signed in asks no phone, and is no new device", async () => {
  const { browser } = await newPerson();
  await expectRefusal(() => openLink(browser, "sign-in"), "signed-in", null);
  const { code } = (await openLink((await newPerson()).browser, "add-device")).body;
  await expectRefusal(() => joinLink(browser, "add-device", code), "signed-in", null);
  await expectRefusal(() => joinLink(newBrowser(), "sign-in", code), "signed-out", null);
});

test("nobody approves the browser that they sit at", async () => {
  const browser = newBrowser();
  const { code } = (await openLink(browser, "sign-in")).body;
  const { authenticator } = await newPerson();
  await signIn(browser, authenticator);
  await expectRefusal(() => joinLink(browser, "sign-in", code), "code-rejected", null);
});

test("ending a request that nobody joined is nothing to be told of", async () => {
  const { browser } = await newPerson();
  const { id, code } = (await openLink(browser, "add-device")).body;
  const { status, headers } = await refuseLink(browser, id);
  expect(status).toBe(204);
  expect(await eventsOf(headers.get("x-request-id"))).toEqual([]);
  await expectRefusal(() => joinLink(newBrowser(), "add-device", code), "code-rejected", null);
});

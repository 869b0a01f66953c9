import { sql } from "drizzle-orm";
import { expect, test } from "vitest";
import { gateChanges } from "#db/gate-schema.ts";
import { ask, enter, newService, newState, Visit } from "#e2e/support/gate.ts";
import {
  letStepUpLapse,
  newAuthenticator,
  newBrowser,
  newPerson,
  suspend,
} from "#e2e/support/people.ts";
import { addPasskey, signIn, stepUp } from "#e2e/support/run-ceremonies.ts";
import { getDatabase } from "#lib/database.ts";
import { signingKey } from "#lib/gate/gate-keys.ts";
import { removeService } from "#lib/gate/keep-services.ts";
import { grantRole, revokeRole } from "#lib/gate/roles.ts";
import { addKey, retireKey } from "#lib/gate/rotate-keys.ts";
import { sweepGate } from "#lib/gate/sweep-gate.ts";
import { sweepSessions } from "#lib/sessions/end-sessions.ts";

/** Somebody with two passkeys and the role "reader", who was let in by the first. */
const newGuest = async () => {
  const person = await newPerson();
  const second = newAuthenticator();
  await addPasskey(person.browser, second);
  await grantRole(person.account.id, "reader");
  const elsewhere = newBrowser();
  await signIn(elsewhere, second);
  const service = await newService();
  const visit = new Visit(person.browser);
  await enter(visit, service);
  return { ...person, second, elsewhere, service, visit };
};

type Guest = Awaited<ReturnType<typeof newGuest>>;
const own = ({ account }: Guest) => sql`account_id = ${account.id}`;

/** What ends a ticket. */
const ends: [string, (guest: Guest) => Promise<unknown>][] = [
  ["a sign-out", ({ browser }) => browser.post("/api/sign-out", {})],
  ["the end of all other sessions", ({ elsewhere }) => elsewhere.delete("/api/sessions")],
  [
    "the end of the session by another device",
    async ({ elsewhere }) => {
      type List = { sessions: { id: string; current: boolean }[] };
      const { body } = await elsewhere.get<List>("/api/sessions");
      const other = body.sessions.find(({ current }) => !current);
      expect((await elsewhere.delete(`/api/sessions/${other?.id}`)).status).toBe(204);
    },
  ],
  [
    "the removal of the passkey",
    async ({ elsewhere, passkey }) =>
      expect((await elsewhere.delete(`/api/passkeys/${passkey.id}`)).status).toBe(204),
  ],
  [
    "the use of another passkey",
    async ({ browser, second, account }) => {
      await letStepUpLapse(account.id);
      expect((await stepUp(browser, second)).status).toBe(200);
    },
  ],
  ["a suspension", ({ account }) => suspend(account.id)],
  ["a role that was lost", ({ account }) => revokeRole(account.id, "reader")],
  ["a role that was given", ({ account }) => grantRole(account.id, "writer")],
  ["the end of the account", ({ elsewhere }) => elsewhere.delete("/api/account")],
  [
    "a session that ran out",
    async (guest) => {
      await getDatabase().execute(sql`update sessions set expires_at = now() where ${own(guest)}`);
      await sweepSessions();
    },
  ],
];

test.each(ends)("%s ends a ticket, on every instance", async (_, end) => {
  const guest = await newGuest();
  const { service, visit } = guest;
  const bystander = await newGuest();
  const states = [await newState(), await newState()];
  const statusesOf = (cookie: string, place = service) =>
    Promise.all(
      states.map(async (state) => (await ask(state, place, "/", { cookie, accept: "*/*" })).status),
    );
  const cookie = visit.cookieAt(service.origin);
  expect(await statusesOf(cookie)).toEqual([204, 204]);
  await end(guest);
  await Promise.all(states.map((state) => state.refresh()));
  expect(await statusesOf(cookie)).toEqual([401, 401]);
  // One that starts only now knows it too.
  const late = await ask(await newState(), service, "/", { cookie, accept: "*/*" });
  expect(late.status).toBe(401);
  const renewed = await visit.at(service.origin).get("/.latchkey/renew", {
    host: service.host,
    accept: "*/*",
  });
  expect([renewed.status, renewed.headers.getSetCookie()]).toEqual([401, []]);
  const others = bystander.visit.cookieAt(bystander.service.origin);
  expect(await statusesOf(others, bystander.service)).toEqual([204, 204]);
});

test("the next ticket comes without leaving the service, also for a page's script", async () => {
  const { service, visit } = await newGuest();
  const state = await newState();
  const first = visit.cookieAt(service.origin);
  const page = await visit.go(`${service.origin}/.latchkey/renew?return_to=/page`);
  expect([page.status, page.headers.get("location")]).toEqual([302, "/page"]);
  const second = visit.cookieAt(service.origin);
  const script = { host: service.host, accept: "*/*" };
  expect((await visit.at(service.origin).get("/.latchkey/renew", script)).status).toBe(204);
  const third = visit.cookieAt(service.origin);
  expect(new Set([first, second, third]).size).toBe(3);
  for (const cookie of [first, second, third]) {
    expect((await ask(state, service, "/", { cookie })).status).toBe(204);
  }
  const withoutTicket = third.replace(/[^; ]*-ticket=[^;]*;? ?/, "");
  const asked = await ask(state, service, "/page?x=1", { cookie: withoutTicket });
  expect(asked.headers.Location).toBe(
    `${service.origin}/.latchkey/renew?return_to=%2Fpage%3Fx%3D1`,
  );
});

test("the session of one service renews no ticket of another", async () => {
  const { service, visit } = await newGuest();
  const other = await newService();
  for (const [name, value] of visit.at(service.origin).cookies) {
    visit.at(other.origin).cookies.set(name, value);
  }
  const reply = await visit
    .at(other.origin)
    .get("/.latchkey/renew", { host: other.host, accept: "*/*" });
  expect(reply.status).toBe(401);
  const cookie = visit.cookieAt(service.origin);
  expect((await ask(await newState(), other, "/", { cookie })).status).toBe(302);
});

test("a service that is removed, and added again under its name, knows nobody", async () => {
  const { service, visit } = await newGuest();
  const state = await newState();
  const cookie = visit.cookieAt(service.origin);
  await removeService(service.name);
  await state.refresh();
  expect((await ask(state, service, "/", { cookie })).status).toBe(404);
  await newService([], { name: service.name }, service.host);
  await state.refresh();
  expect((await ask(state, service, "/", { cookie })).status).toBe(302);
});

test("a retired key's tickets are none, also those that were verified before", async () => {
  const { service, visit } = await newGuest();
  const states = [await newState(), await newState()];
  const cookie = visit.cookieAt(service.origin);
  const all = () =>
    Promise.all(states.map(async (state) => (await ask(state, service, "/", { cookie })).status));
  expect(await all()).toEqual([204, 204]);
  const { kid } = await signingKey();
  await addKey(0);
  await Promise.all(states.map((state) => state.refresh()));
  expect(await all()).toEqual([204, 204]);
  await retireKey(kid);
  await Promise.all(states.map((state) => state.refresh()));
  expect(await all()).toEqual([302, 302]);
});

test("changes are kept for an hour, and the last of the settings for good", async () => {
  const guest = await newGuest();
  await guest.browser.post("/api/sign-out", {});
  await newService();
  const age = (minutes: number) =>
    getDatabase().execute(sql`update gate_changes set at = at - make_interval(mins => ${minutes})`);
  const count = async () => (await getDatabase().select().from(gateChanges)).length;
  const before = await count();
  await age(50);
  await sweepGate();
  expect(await count()).toBe(before);
  await age(20);
  await sweepGate();
  const rows = await getDatabase().select().from(gateChanges);
  expect(rows.map(({ gateSessionId }) => gateSessionId)).toEqual([null]);
});

test("who is let in while a right is taken comes before or after, never in between", async () => {
  const guests = await Promise.all(Array.from({ length: 5 }, newGuest));
  await Promise.all(
    guests.flatMap(({ visit, service, account }) => [
      enter(visit, service),
      revokeRole(account.id, "reader"),
    ]),
  );
  const state = await newState();
  for (const { visit, service } of guests) {
    const cookie = visit.cookieAt(service.origin);
    const { headers } = await ask(state, service, "/", { cookie });
    expect(headers["X-Auth-Roles"] ?? "").toBe("");
  }
});

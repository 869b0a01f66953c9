import { eq } from "drizzle-orm";
import { decodeJwt, decodeProtectedHeader, SignJWT } from "jose";
import { expect, test } from "vitest";
import { gateServices } from "#db/gate-schema.ts";
import { ask, enter, keepSecret, newService, newState, Visit } from "#e2e/support/gate.ts";
import { newPerson } from "#e2e/support/people.ts";
import { getDatabase } from "#lib/database.ts";
import { GateFault } from "#lib/gate/gate-fault.ts";
import type { GateState } from "#lib/gate/gate-state.ts";
import { findService } from "#lib/gate/service.ts";
import { openSecret } from "#lib/gate/service-secret.ts";
import { cookieName } from "#lib/http/cookies.ts";

const name = cookieName("ticket");

type Place = Awaited<ReturnType<typeof newService>>;

const setSecret = async ({ host }: Place, wanted: boolean) => {
  const service = await findService(host);
  if (!service) throw new Error("no service");
  await keepSecret(service, wanted);
  return (await findService(host))?.secret ?? null;
};

const ticketOf = async (service: Place) => {
  const visit = new Visit((await newPerson()).browser);
  await enter(visit, service);
  return visit.at(service.origin).cookies.get(name) ?? "";
};

const statusOf = async (state: GateState, service: Place, ticket: string) =>
  (await ask(state, service, "/", { cookie: `${name}=${ticket}`, accept: "*/*" })).status;

const signBy = async (sealed: string | null, claims: object) => {
  const secret = new TextEncoder().encode((await openSecret(sealed ?? "")) ?? "");
  return await new SignJWT({ ...claims }).setProtectedHeader({ alg: "HS256" }).sign(secret);
};

test("a service's own secret signs its tickets, and the gate's keys no longer do", async () => {
  const service = await newService();
  const byKey = await ticketOf(service);
  expect(await statusOf(await newState(), service, byKey)).toBe(204);
  await setSecret(service, true);
  const bySecret = await ticketOf(service);
  expect(decodeProtectedHeader(bySecret)).toEqual({ alg: "HS256", typ: "JWT" });
  const state = await newState();
  expect(await statusOf(state, service, bySecret)).toBe(204);
  expect(await statusOf(state, service, byKey)).toBe(401);
  await setSecret(service, false);
  const after = await newState();
  expect(await statusOf(after, service, bySecret)).toBe(401);
  expect(await statusOf(after, service, byKey)).toBe(204);
});

test("a secret is kept until it is given up, and is another one then", async () => {
  const service = await newService();
  const first = await setSecret(service, true);
  expect(await setSecret(service, true)).toBe(first);
  await setSecret(service, false);
  const next = await setSecret(service, true);
  expect(await openSecret(next ?? "")).not.toBe(await openSecret(first ?? ""));
  expect(first).not.toContain(await openSecret(first ?? ""));
});

test("of two who change it at once, one is told to try again", async () => {
  const service = await findService((await newService()).host);
  if (!service) throw new Error("no service");
  const both = await Promise.allSettled([keepSecret(service, true), keepSecret(service, true)]);
  expect(both.map(({ status }) => status).sort()).toEqual(["fulfilled", "rejected"]);
  expect(both).toContainEqual({ status: "rejected", reason: expect.any(GateFault) });
});

test("whoever has one service's secret can make tickets for no other", async () => {
  const [own, other, byKeys] = [await newService(), await newService(), await newService()];
  const secret = await setSecret(own, true);
  await setSecret(other, true);
  const claims = decodeJwt(await ticketOf(own));
  const state = await newState();
  for (const victim of [other, byKeys]) {
    const forged = await signBy(secret, { ...claims, aud: victim.name });
    expect(await statusOf(state, own, forged)).toBe(401);
    expect(await statusOf(state, victim, forged)).toBe(401);
  }
  expect(await statusOf(state, own, await signBy(secret, claims))).toBe(204);
  expect(await statusOf(state, other, await signBy(secret, claims))).toBe(401);
});

test("where the secret can't be opened any more, nobody passes by the gate's keys instead", async () => {
  const service = await newService();
  const byKey = await ticketOf(service);
  const secret = await setSecret(service, true);
  const bySecret = await ticketOf(service);
  await getDatabase()
    .update(gateServices)
    .set({ secret: `${secret?.slice(0, -20)}` })
    .where(eq(gateServices.id, service.id));
  const state = await newState();
  expect(await statusOf(state, service, byKey)).toBe(401);
  expect(await statusOf(state, service, bySecret)).toBe(401);
});

import { createHmac } from "node:crypto";
import { decodeJwt, decodeProtectedHeader, exportJWK, generateKeyPair, SignJWT } from "jose";
import { expect, test, vi } from "vitest";
import { ask, enter, newService, newState, Visit } from "#e2e/support/gate.ts";
import { newBrowser, newPerson } from "#e2e/support/people.ts";
import { listPublicKeys, signingKey } from "#lib/gate/gate-keys.ts";
import type { Claims } from "#lib/gate/ticket.ts";
import { cookieName } from "#lib/http/cookies.ts";

const name = cookieName("ticket");
const encode = (value: unknown) => Buffer.from(JSON.stringify(value)).toString("base64url");

/** Somebody with a ticket, and what asks for them with another one. */
const newTicket = async () => {
  const service = await newService();
  const visit = new Visit((await newPerson()).browser);
  await enter(visit, service);
  const ticket = visit.at(service.origin).cookies.get(name) ?? "";
  const state = await newState();
  const statusOf = async (other: string) =>
    (await ask(state, service, "/", { cookie: `${name}=${other}`, accept: "*/*" })).status;
  expect(await statusOf(ticket)).toBe(204);
  return { service, ticket, claims: decodeJwt<Claims>(ticket), statusOf, state };
};

/** A ticket signed with the gate's own key, whatever it says. */
const sign = async (claims: Record<string, unknown>, header: Record<string, unknown> = {}) => {
  const { kid, key } = await signingKey();
  return await new SignJWT(claims).setProtectedHeader({ alg: "ES256", kid, ...header }).sign(key);
};

test("a ticket says what was promised, flat, and can be verified by the published keys", async () => {
  const { service, ticket, claims } = await newTicket();
  const { keys } = (await newBrowser().get<{ keys: { kid: string }[] }>("/.well-known/jwks.json"))
    .body;
  const { kid, ...header } = decodeProtectedHeader(ticket);
  expect(header).toEqual({ alg: "ES256", typ: "JWT" });
  expect(keys.find((key) => key.kid === kid)).toEqual({
    kty: "EC",
    crv: "P-256",
    x: expect.any(String),
    y: expect.any(String),
    kid,
    alg: "ES256",
    use: "sig",
  });
  expect(Object.keys(claims).sort()).toEqual([
    "aud",
    "auth_time",
    "did",
    "exp",
    "iat",
    "iss",
    "jti",
    "roles",
    "sub",
  ]);
  expect(claims).toMatchObject({ iss: "http://localhost:3000", aud: service.name });
  expect(claims.exp - claims.iat).toBe(300);
});

test("whatever the gate's own key signed passes only when all of it is right", async () => {
  const { claims, statusOf } = await newTicket();
  const now = Math.floor(Date.now() / 1000);
  expect(await statusOf(await sign({ ...claims }))).toBe(204);
  const wrong: Record<string, Record<string, unknown>> = {
    expired: { exp: now },
    "not valid yet": { nbf: now + 60 },
    "of the future": { iat: now + 60 },
    "older than tickets get": { iat: now - 1000 },
    "for another service": { aud: "another" },
    "for several": { aud: [claims.aud] },
    "for nobody": { aud: "" },
    "of another issuer": { iss: "http://localhost:3001" },
  };
  for (const [what, change] of Object.entries(wrong)) {
    expect(await statusOf(await sign({ ...claims, ...change })), what).toBe(401);
  }
  for (const claim of Object.keys(claims)) {
    const { [claim as keyof Claims]: _, ...rest } = claims;
    expect(await statusOf(await sign(rest)), `without ${claim}`).toBe(401);
  }
});

test("nothing else signs", async () => {
  const { ticket, claims, statusOf } = await newTicket();
  const [head = "", body = "", signature = ""] = ticket.split(".");
  const [jwk] = (await listPublicKeys()).keys;
  const { kid } = decodeProtectedHeader(ticket);
  const mac = (key: string, header: object) => {
    const signed = `${encode(header)}.${body}`;
    return `${signed}.${createHmac("sha256", key).update(signed).digest("base64url")}`;
  };
  const { privateKey, publicKey } = await generateKeyPair("ES256", { extractable: true });
  const byStranger = (header: Record<string, unknown>) =>
    new SignJWT({ ...claims }).setProtectedHeader({ alg: "ES256", ...header }).sign(privateKey);
  const own = await exportJWK(publicKey);
  const forged = {
    empty: "",
    garbage: "garbage",
    "no signature": `${head}.${body}.`,
    none: `${encode({ alg: "none", kid })}.${body}.`,
    "None, and a signature": `${encode({ alg: "None", kid })}.${body}.${signature}`,
    "HS256 by the public key": mac(JSON.stringify(jwk), { alg: "HS256", kid }),
    "HS256 by its x": mac(jwk?.x ?? "", { alg: "HS256", kid }),
    "a stranger's key": await byStranger({ kid }),
    "an unknown key": await byStranger({ kid: "unknown" }),
    "a key without a name": await byStranger({}),
    "a key in its header": await byStranger({ kid, jwk: own }),
    "a key in its header alone": await byStranger({ jwk: own }),
    "keys elsewhere": await byStranger({ kid: "x", jku: "http://evil.localhost/jwks.json" }),
    "other claims": `${head}.${encode({ ...claims, roles: "admin" })}.${signature}`,
    "another header": `${encode({ alg: "ES256", kid, typ: "x" })}.${body}.${signature}`,
    "a part too many": `${ticket}.${signature}`,
    twice: `${ticket}${ticket}`,
  };
  for (const [what, other] of Object.entries(forged)) {
    expect(await statusOf(other), what).toBe(401);
  }
  // A base64url character carries six bits, but for the last of a part, whose low bits are not used.
  for (let place = 0; place < ticket.length; place += 7) {
    const one = ticket[place] ?? "";
    const flipped = `${ticket.slice(0, place)}${one === "A" ? "z" : "A"}${ticket.slice(place + 1)}`;
    expect(await statusOf(flipped), `at ${place}`).toBe(401);
  }
});

test("one ticket beside another is none", async () => {
  const { service, ticket, state } = await newTicket();
  for (const cookie of [
    `${name}=${ticket}; ${name}=${ticket}`,
    `${name}=x; ${name}=${ticket}`,
    `${name}=; ${name}=${ticket}`,
    `${name}-x=${ticket}`,
    `x${name}=${ticket}`,
    `${name.toUpperCase()}=${ticket}`,
  ]) {
    expect((await ask(state, service, "/", { cookie, accept: "*/*" })).status, cookie).toBe(401);
  }
  const among = `a=b; ${name}=${ticket}; c=d`;
  expect((await ask(state, service, "/", { cookie: among })).status).toBe(204);
});

test("a ticket that was good is none when its time is over", async () => {
  const { ticket, statusOf, claims } = await newTicket();
  vi.useFakeTimers({ now: claims.exp * 1000 - 1, toFake: ["Date"] });
  expect(await statusOf(ticket)).toBe(204);
  vi.setSystemTime(claims.exp * 1000);
  expect(await statusOf(ticket)).toBe(401);
  vi.useRealTimers();
});

test("memory holds so many tickets and no more, and the rest pass too", async () => {
  const { service, claims } = await newTicket();
  const state = await newState(20);
  for (let count = 0; count < 60; count += 1) {
    const cookie = `${name}=${await sign({ ...claims, count })}`;
    expect((await ask(state, service, "/", { cookie })).status).toBe(204);
  }
  expect(state.size).toBe(20);
});

import { SignJWT } from "jose";
import { gateCookies } from "#lib/gate/gate-cookies.ts";
import { algorithm, signingKey } from "#lib/gate/gate-keys.ts";
import { type Claims, issuer } from "#lib/gate/ticket.ts";
import { cookieName } from "#lib/http/cookies.ts";
import { newOpaqueId } from "#lib/opaque-id.ts";

const now = () => Math.floor(Date.now() / 1000);

/** The claims of a ticket that is good for a service, with `changes`; `undefined` leaves one out. */
export const claimsFor = (
  service: string,
  changes: Partial<Record<keyof Claims | "nbf", unknown>> = {},
): Record<string, unknown> => ({
  iss: issuer(),
  aud: service,
  sub: newOpaqueId(),
  did: newOpaqueId(),
  roles: "",
  auth_time: now(),
  iat: now(),
  exp: now() + 300,
  jti: `${newOpaqueId()}.${newOpaqueId()}`,
  ...changes,
});

type Key = Parameters<InstanceType<typeof SignJWT>["sign"]>[0];

/** Signs claims, by the gate's own key unless another is given. */
export async function sign(
  claims: Record<string, unknown>,
  header: Record<string, unknown> = {},
  ownKey?: Key,
): Promise<string> {
  const { kid, key } = await signingKey();
  return await new SignJWT(claims)
    .setProtectedHeader({ alg: algorithm, kid, typ: "JWT", ...header })
    .sign(ownKey ?? key);
}

/** A ticket that nobody signed. */
export function signNot(claims: Record<string, unknown>): string {
  const encode = (part: object) => Buffer.from(JSON.stringify(part)).toString("base64url");
  return `${encode({ alg: "none", typ: "JWT" })}.${encode(claims)}.`;
}

/** A Cookie header with these tickets. */
export function cookieOf(...tickets: string[]): [string, string] {
  const name = cookieName(gateCookies.ticket);
  return ["Cookie", tickets.map((ticket) => `${name}=${ticket}`).join("; ")];
}

/** The instant, in seconds since 1970, that lies so far ahead. */
export const inSeconds = (seconds: number) => now() + seconds;

import { SignJWT } from "jose";
import { gateCookies } from "#lib/gate/gate-cookies.ts";
import { algorithm, signingKey } from "#lib/gate/gate-keys.ts";
import { readServices } from "#lib/gate/service.ts";
import { signerOf } from "#lib/gate/signer.ts";
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

/** What signs tickets of the service that is meant, or of the first. */
const ownSigner = async (audience: unknown) => {
  const services = [...(await readServices()).values()];
  const service = services.find(({ name }) => name === audience) ?? services[0];
  if (!service) throw new Error("there is no service");
  return await signerOf(service);
};

/**
 * Gives what signs claims as the gate does for the service that is meant, unless another key is
 * given: then under the id of the gate's.
 */
async function signer(audience?: unknown) {
  const { kid } = await signingKey();
  const own = await ownSigner(audience);
  return (claims: Record<string, unknown>, header: Record<string, unknown> = {}, ownKey?: Key) => {
    const by = ownKey ? { header: { alg: algorithm, kid, typ: "JWT" }, key: ownKey } : own;
    return new SignJWT(claims).setProtectedHeader({ ...by.header, ...header }).sign(by.key);
  };
}

/** Signs claims as `signer` does, for the service that they name. */
export async function sign(
  claims: Record<string, unknown>,
  header: Record<string, unknown> = {},
  ownKey?: Key,
): Promise<string> {
  return await (await signer(claims.aud))(claims, header, ownKey);
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

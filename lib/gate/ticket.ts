import { createLocalJWKSet, type JWK, jwtVerify, SignJWT } from "jose";
import { getEnv } from "#lib/env.ts";
import { newOpaqueId } from "#lib/opaque-id.ts";
import { algorithm, signingKey } from "./gate-keys.ts";

/**
 * What a ticket says, flat, since proxies read it too: no member is a list, and ids need no escape.
 * `jti` begins with the id of the gate session, by whose end the ticket ends.
 */
export type Claims = {
  iss: string;
  aud: string;
  sub: string;
  did: string;
  /** Separated by spaces. */
  roles: string;
  auth_time: number;
  iat: number;
  exp: number;
  jti: string;
  email?: string;
  name?: string;
};

type Told = Pick<Claims, "aud" | "sub" | "did" | "roles" | "auth_time" | "email" | "name">;

/** How long a ticket may be good, in seconds: the shortest, and the longest. */
export const shortestTicket = 30;
export const longestTicket = 15 * 60;

/** Who issues tickets. */
export const issuer = () => getEnv().origins[0];

/** Signs a ticket that is good for `seconds`. */
export async function mintTicket(
  told: Told,
  gateSessionId: string,
  seconds: number,
): Promise<string> {
  const { kid, key } = await signingKey();
  return await new SignJWT(told)
    .setProtectedHeader({ alg: algorithm, kid, typ: "JWT" })
    .setIssuer(issuer())
    .setIssuedAt()
    .setExpirationTime(`${seconds}s`)
    .setJti(`${gateSessionId}.${newOpaqueId()}`)
    .sign(key);
}

const required = ["iss", "aud", "sub", "did", "roles", "auth_time", "iat", "exp", "jti"];

/** Gives what checks a ticket against `keys`, pinned to issuer and algorithm (RFC 8725 §3.1). */
export function ticketReader(keys: JWK[]): (ticket: string) => Promise<Claims | null> {
  const keySet = createLocalJWKSet({ keys });
  return async (ticket) => {
    try {
      const { payload } = await jwtVerify<Claims>(ticket, keySet, {
        algorithms: [algorithm],
        issuer: issuer(),
        requiredClaims: required,
        // Clocks of instances differ. Whoever asks holds it against `exp` as well.
        clockTolerance: 30,
        maxTokenAge: longestTicket,
      });
      // jose takes a list of audiences too.
      return typeof payload.aud === "string" ? (payload as Claims) : null;
    } catch {
      return null;
    }
  };
}

/** The gate session that a ticket belongs to. */
export function gateSessionOf({ jti }: Claims): string {
  return jti.split(".", 1)[0] ?? "";
}

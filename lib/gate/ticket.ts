import { createLocalJWKSet, type JWK, jwtVerify, SignJWT } from "jose";
import { getEnv } from "#lib/env.ts";
import { newOpaqueId } from "#lib/opaque-id.ts";
import { algorithm } from "./gate-keys.ts";
import type { Service } from "./service.ts";
import { openSecret } from "./service-secret.ts";
import { type Signer, secretAlgorithm } from "./signer.ts";

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

/** How far apart clocks may be, in seconds. */
export const clockTolerance = 30;

/** Who issues tickets. */
export const issuer = () => getEnv().origins[0];

/** Signs a ticket that is good for `seconds`. */
export async function mintTicket(
  told: Told,
  gateSessionId: string,
  seconds: number,
  { header, key }: Signer,
): Promise<string> {
  return await new SignJWT(told)
    .setProtectedHeader(header)
    .setIssuer(issuer())
    .setIssuedAt()
    .setExpirationTime(`${seconds}s`)
    .setJti(`${gateSessionId}.${newOpaqueId()}`)
    .sign(key);
}

const required = ["iss", "aud", "sub", "did", "roles", "auth_time", "iat", "exp", "jti"];

/** Reads a ticket: its claims, or null for any that isn't good. */
export type TicketReader = (ticket: string) => Promise<Claims | null>;

const verifierOf = async ({ secret }: Service, keys: JWK[]) => {
  if (!secret) return { alg: algorithm, getKey: createLocalJWKSet({ keys }) };
  const opened = await openSecret(secret);
  const key = new TextEncoder().encode(opened ?? "");
  return opened && { alg: secretAlgorithm, getKey: async () => key };
};

/**
 * Gives what checks tickets of a service, pinned to issuer, audience and algorithm (RFC 8725 §3.1):
 * against the gate's `keys`, or by its own secret and nothing else.
 */
export async function ticketReader(service: Service, keys: JWK[]): Promise<TicketReader> {
  const verifier = await verifierOf(service, keys);
  if (!verifier) return async () => null;
  return async (ticket) => {
    try {
      const { payload } = await jwtVerify<Claims>(ticket, verifier.getKey, {
        algorithms: [verifier.alg],
        issuer: issuer(),
        audience: service.name,
        requiredClaims: required,
        // Whoever asks holds it against `exp` as well.
        clockTolerance,
        maxTokenAge: longestTicket,
      });
      // jose takes a list of audiences too.
      return typeof payload.aud === "string" ? payload : null;
    } catch {
      return null;
    }
  };
}

/** The gate session that a ticket belongs to. */
export function gateSessionOf({ jti }: Claims): string {
  return jti.split(".", 1)[0] ?? "";
}

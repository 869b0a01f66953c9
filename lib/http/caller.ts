import { getEnv } from "#lib/env.ts";
import type { Locale } from "#lib/i18n/locales.ts";
import { readPreferences } from "#lib/preferences/cookies.ts";
import { peerAddress } from "./peer.ts";

/** Who sent a request, as far as a request tells. */
export type Caller = {
  requestId: string;
  ip: string | null;
  userAgent: string | null;
  /** The language that the person reads. */
  locale: Locale;
};

const sane = /^[A-Za-z0-9-]{8,64}$/;

/**
 * The client's address: the socket's, unless proxies of ours stand in front. Each of them appends
 * the address it saw to X-Forwarded-For, so with n of them it is the n-th entry from the right.
 */
const clientAddress = (headers: Headers, hops: number) => {
  if (hops === 0) return peerAddress();
  const forwarded = headers.get("x-forwarded-for")?.split(",") ?? [];
  return forwarded.at(-hops)?.trim() || peerAddress();
};

/** The id that a request came with, if it is sane, or a new one. */
export function requestIdOf(given: string | null | undefined): string {
  return given && sane.test(given) ? given : crypto.randomUUID();
}

/** Reads from `request` who sent it. */
export function callerOf(request: Request): Caller {
  const { headers } = request;
  return {
    requestId: requestIdOf(headers.get("x-request-id")),
    ip: clientAddress(headers, getEnv().trustedProxyHops)?.slice(0, 64) ?? null,
    userAgent: headers.get("user-agent")?.slice(0, 512) ?? null,
    locale: readPreferences(headers).locale,
  };
}

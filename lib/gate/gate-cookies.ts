import { cookieName, setCookie } from "#lib/http/cookies.ts";
import { lifetime } from "#lib/sessions/lifetime.ts";

/** What a browser keeps at a service's host; no other host sees any of it. */
export const gateCookies = { ticket: "ticket", session: "gate-session", state: "gate-state" };

type Name = keyof typeof gateCookies;

/** How long a browser has to come back with the code, in seconds: time to create a passkey too. */
const stateSeconds = 15 * 60;

/** The values of the cookie in a Cookie header: several where somebody put one beside another. */
export function valuesOf(header: string | undefined | null, name: Name): string[] {
  if (!header) return [];
  const start = `${cookieName(gateCookies[name])}=`;
  return header
    .split(";")
    .map((pair) => pair.trim())
    .filter((pair) => pair.startsWith(start))
    .map((pair) => pair.slice(start.length));
}

/** The cookie that ties codes to the browser that asks for them. Several tabs may ask at once. */
export function setState(secret: string): string {
  return setCookie(gateCookies.state, secret, stateSeconds);
}

/** The cookies of a browser that was let in. */
export function setEntrance(gateSession: string, ticket: Ticket): string[] {
  // The row behind it ends earlier; a cookie that outlives it opens nothing.
  return [setCookie(gateCookies.session, gateSession, lifetime.kept.absolute), setTicket(ticket)];
}

/** A ticket, and how long it is good, in seconds. */
export type Ticket = { ticket: string; seconds: number };

/** The cookie of a ticket; the browser drops it when its time is over. */
export function setTicket({ ticket, seconds }: Ticket): string {
  return setCookie(gateCookies.ticket, ticket, seconds);
}

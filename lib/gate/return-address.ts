import { getEnv } from "#lib/env.ts";
import { findService, type Service } from "./service.ts";

/** Where to go once let in: a page of a service. */
export type ReturnAddress = { origin: string; host: string; path: string };

/** Services are reached as the app is: by https, and by http on one's own machine alone. */
export const scheme = (): string => new URL(getEnv().origins[0]).protocol.slice(0, -1);

/** The origin of a service's host. */
export function originOf(host: string): string {
  return `${scheme()}://${host}`;
}

/** What programs drop, or read as a slash. A query may hold a backslash. */
const treacherous = /^[^?]*[\\\s]|\p{Cc}/u;

/**
 * Reads a return address. Whether its host is a service's is for the caller to look up: a proxy
 * builds the address from the Host header, which anybody writes.
 */
export function readReturnAddress(value: string | null): ReturnAddress | null {
  const url = value && value.length <= 2048 && !treacherous.test(value) ? URL.parse(value) : null;
  if (!url || url.origin !== originOf(url.host) || url.username || url.password) return null;
  // Two slashes in front would lead a browser to another host.
  const path = url.pathname.replace(/^\/+/, "/") + url.search;
  return { origin: url.origin, host: url.host, path };
}

/** Reads a return address, if it is a service's. */
export async function findTarget(
  value: string | null,
): Promise<(ReturnAddress & { service: Service }) | null> {
  const address = readReturnAddress(value);
  const service = address && (await findService(address.host));
  return service ? { ...address, service } : null;
}

/** The address of `path` with the query `parameters`. */
export function withQuery(path: string, parameters: Record<string, string>): string {
  return `${path}?${new URLSearchParams(parameters)}`;
}

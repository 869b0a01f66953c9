import { parseCookie, stringifySetCookie } from "cookie";
import { brand } from "#lib/brand.ts";
import { getEnv } from "#lib/env.ts";

/** On https a cookie is `__Host-`: for this host alone, whole path, never over plain http. */
const secure = () => getEnv().origins[0].startsWith("https:");

/** The full name of the cookie `name`, by whether the canonical origin is https. */
export function cookieName(name: string): string {
  return secure() ? `__Host-${brand.cookiePrefix}-${name}` : `${brand.cookiePrefix}-${name}`;
}

/** The value of the cookie `name` in a Cookie header, if it is there. */
export function readCookie(header: string | null, name: string): string | undefined {
  return parseCookie(header ?? "")[cookieName(name)];
}

/** A Set-Cookie header for `name`; `maxAge` in seconds, 0 removes it. */
export function setCookie(name: string, value: string, maxAge: number): string {
  return stringifySetCookie({
    name: cookieName(name),
    value,
    maxAge,
    path: "/",
    httpOnly: true,
    sameSite: "lax",
    secure: secure(),
  });
}

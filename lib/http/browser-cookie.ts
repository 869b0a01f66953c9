import { createHash, randomBytes } from "node:crypto";
import { readCookie, setCookie } from "./cookies.ts";

const name = "browser";
const shape = /^[A-Za-z0-9_-]{43}$/;
/** 400 days: the longest that browsers keep a cookie (RFC 6265bis §5.5). */
const maxAge = 400 * 24 * 60 * 60;

/** A browser's own random cookie, which ties a sealed ceremony to it. Its hash stands for it. */
export type Browser = { hash: string; cookies: string[] };

const hashOf = (value: string) => createHash("sha256").update(value).digest("base64url");

/** The browser's hash, or null when it sent no such cookie. */
export function readBrowser(request: Request): string | null {
  const value = readCookie(request.headers.get("cookie"), name);
  return value && shape.test(value) ? hashOf(value) : null;
}

/** The browser's hash, with the cookie to set where it had none. */
export function recogniseBrowser(request: Request): Browser {
  const known = readBrowser(request);
  if (known) return { hash: known, cookies: [] };
  const fresh = randomBytes(32).toString("base64url");
  return { hash: hashOf(fresh), cookies: [setCookie(name, fresh, maxAge)] };
}

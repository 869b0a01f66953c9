import { createHash, randomBytes } from "node:crypto";
import { z } from "zod";
import { readCookie, setCookie } from "#lib/http/cookies.ts";
import { openSeal, seal } from "#lib/seal.ts";

const name = "session";
const shape = z.object({ token: z.string().length(43) });

const hashOf = (token: string) => createHash("sha256").update(token).digest();

/**
 * A new session's token: its hash for the row, and the Set-Cookie header that carries it sealed.
 * @param seconds how long the browser keeps it
 */
export async function newSessionToken(seconds: number): Promise<{ hash: Buffer; cookie: string }> {
  const token = randomBytes(32).toString("base64url");
  const sealed = await seal("session", { token });
  return { hash: hashOf(token), cookie: setCookie(name, sealed, seconds) };
}

/** The hash of the token in a Cookie header, or null where there is none that we sealed. */
export async function readSessionHash(cookieHeader: string | null): Promise<Buffer | null> {
  const sealed = readCookie(cookieHeader, name);
  const opened = sealed ? await openSeal("session", shape, sealed) : null;
  return opened && hashOf(opened.token);
}

/** The Set-Cookie header that removes the session's cookie. */
export function clearSessionCookie(): string {
  return setCookie(name, "", 0);
}

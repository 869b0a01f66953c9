import { createHash, randomBytes } from "node:crypto";
import type { Caller } from "#lib/http/caller.ts";

/** From where an event came. */
export type Source = Pick<Caller, "ip" | "userAgent">;

/**
 * What an event keeps of its source. The salt goes with the source when an account is deleted, and
 * nobody can then try out which address it was.
 */
export function hashSource(salt: Buffer, { ip, userAgent }: Source): Buffer {
  return createHash("sha256")
    .update(salt)
    .update(`${ip ?? ""}\n${userAgent ?? ""}`)
    .digest();
}

/** A source ready to be stored; null where nobody sent the request. */
export function newSource({ ip, userAgent }: Source) {
  if (ip === null && userAgent === null) return null;
  const salt = randomBytes(16);
  return { hash: hashSource(salt, { ip, userAgent }), salt, ip, userAgent };
}

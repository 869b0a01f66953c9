import { randomBytes } from "node:crypto";

/** What an id may look like; it also passes through proxies and tickets unescaped. */
export const opaqueIdPattern = /^[A-Za-z0-9_-]{22}$/;

/** A new id: 128 random bits in base64url, which says nothing about what it names. */
export function newOpaqueId(): string {
  return randomBytes(16).toString("base64url");
}

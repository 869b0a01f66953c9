import { createHash, createHmac, randomBytes, randomInt } from "node:crypto";
import { getEnv } from "./env.ts";

/** A new secret for a link: 256 random bits in base64url. */
export function newToken(): string {
  return randomBytes(32).toString("base64url");
}

/** The shape of such a secret, and of a SHA-256 in base64url. */
export const tokenPattern = /^[A-Za-z0-9_-]{43}$/;

/** What is stored of a secret that nobody could guess. */
export function hashToken(token: string): Buffer {
  return createHash("sha256").update(token).digest();
}

/** A new code of six digits. */
export function newDigits(): string {
  return randomInt(1_000_000).toString().padStart(6, "0");
}

/**
 * What is stored of a secret that is short enough to be tried out: its hash under the first of our
 * own secrets, so that who reads the table can't. `context` says what the secret belongs to.
 */
export function hashShortSecret(context: string, secret: string): Buffer {
  const [key = ""] = getEnv().sessionSecrets;
  return createHmac("sha256", key).update(`${context}\n${secret}`).digest();
}

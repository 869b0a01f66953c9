import { createHash } from "node:crypto";
import { sealData, unsealData } from "iron-session";
import type { z } from "zod";
import { getEnv } from "./env.ts";

/** Kinds of sealed data; one kind never opens as another. */
type Kind = "ceremony" | "session" | "mail" | "gate-key" | "gate-secret";

/**
 * The number that a seal names its secret by. It is derived from the secret, so that it stays the
 * same wherever the secret stands in the list while secrets rotate.
 */
const secretId = (secret: string) =>
  createHash("sha256").update(secret).digest().readUInt32BE(0).toString();

/** Seals `data` with the first secret, readable and changeable by nobody else. */
export function seal(kind: Kind, data: object): Promise<string> {
  const [first = ""] = getEnv().sessionSecrets;
  return sealData({ kind, data }, { password: { [secretId(first)]: first }, ttl: 0 });
}

/**
 * Opens what `seal` made, under any of the secrets.
 * @returns the data, or null when it was not sealed by us as this `kind`, or has another shape
 */
export async function openSeal<T>(
  kind: Kind,
  shape: z.ZodType<T>,
  sealed: string,
): Promise<T | null> {
  const password = Object.fromEntries(
    getEnv().sessionSecrets.map((secret) => [secretId(secret), secret]),
  );
  const opened = await unsealData<{ kind?: string; data?: unknown }>(sealed, { password, ttl: 0 });
  if (opened.kind !== kind) return null;
  return shape.safeParse(opened.data).data ?? null;
}

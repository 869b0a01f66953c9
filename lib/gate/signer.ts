import type { JWTHeaderParameters } from "jose";
import { algorithm, openKeys, signingKey } from "./gate-keys.ts";
import type { Service } from "./service.ts";
import { openSecret } from "./service-secret.ts";

/** What signs tickets, and what their headers say. */
export type Signer = { header: JWTHeaderParameters; key: CryptoKey | Uint8Array };

const byKey = ({ kid, key }: { kid: string; key: CryptoKey | Uint8Array }): Signer => ({
  header: { alg: algorithm, kid, typ: "JWT" },
  key,
});

const bySecret = async (sealed: string): Promise<Signer> => {
  const secret = await openSecret(sealed);
  if (!secret) throw new Error("a service's secret was sealed with a SESSION_SECRET that is gone");
  return { header: { alg: secretAlgorithm, typ: "JWT" }, key: new TextEncoder().encode(secret) };
};

/** The algorithm of tickets that a service's own secret signs (RFC 7518 §3.2). */
export const secretAlgorithm = "HS256";

/** What signs the tickets of a service now. */
export async function signerOf({ secret }: Service): Promise<Signer> {
  return secret ? await bySecret(secret) : byKey(await signingKey());
}

/** What may sign tickets of a service until its keys change: also the key that signs next. */
export async function signersOf({ secret }: Service): Promise<Signer[]> {
  if (secret) return [await bySecret(secret)];
  return (await openKeys()).map(byKey);
}

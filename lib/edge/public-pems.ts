import { createPublicKey } from "node:crypto";
import { listPublicKeys, signingKey } from "#lib/gate/gate-keys.ts";

/** The gate's public keys by id, as SPKI in PEM: proxies take neither JWK nor a certificate. */
export async function publicPems(): Promise<Map<string, string>> {
  // Where there is none yet, it makes the first.
  await signingKey();
  const { keys } = await listPublicKeys();
  const pems = keys.map(({ kid = "", ...jwk }): [string, string] => {
    const key = createPublicKey({ key: jwk, format: "jwk" });
    return [kid, key.export({ type: "spki", format: "pem" }).toString()];
  });
  return new Map(pems);
}

import { randomBytes } from "node:crypto";
import { desc, isNull, lte, sql } from "drizzle-orm";
import { exportJWK, generateKeyPair, importJWK, type JWK } from "jose";
import { z } from "zod";
import type { Database, Transaction } from "#db/client.ts";
import { gateKeys } from "#db/gate-schema.ts";
import { getDatabase } from "#lib/database.ts";
import { openSeal, seal } from "#lib/seal.ts";

/** The one algorithm of tickets (RFC 7518 §3.4). */
export const algorithm = "ES256";

const privateShape = z.object({ jwk: z.record(z.string(), z.string()) });

/**
 * Makes a key and publishes it at once.
 * @param seconds from now until it signs: proxies with a copy of the keys need the time
 * @returns its id
 */
export async function makeGateKey(db: Database | Transaction, seconds: number): Promise<string> {
  const { publicKey, privateKey } = await generateKeyPair(algorithm, { extractable: true });
  const kid = randomBytes(12).toString("base64url");
  const { kty, crv, x, y } = await exportJWK(publicKey);
  await db.insert(gateKeys).values({
    kid,
    publicJwk: { kty, crv, x, y, kid, alg: algorithm, use: "sig" } as Record<string, string>,
    privateKey: await seal("gate-key", { jwk: await exportJWK(privateKey) }),
    signsFrom: sql`now() + make_interval(secs => ${seconds})`,
  });
  return kid;
}

/** The public keys that are not retired, as they are published (RFC 7517). */
export async function listPublicKeys(): Promise<{ keys: JWK[] }> {
  const rows = await getDatabase().select().from(gateKeys).where(isNull(gateKeys.retiredAt));
  return { keys: rows.map(({ publicJwk }) => publicJwk) };
}

/** Any fixed number. */
const keyLock = 7_205_759_415;

/** Whoever makes or retires keys takes turns, until the transaction ends. */
export async function lockKeys(tx: Transaction): Promise<void> {
  await tx.execute(sql`select pg_advisory_xact_lock(${keyLock})`);
}

/** Every key, the one that signs last first, and which of them signs now. */
export async function listKeys() {
  const rows = await getDatabase()
    .select({
      kid: gateKeys.kid,
      signsFrom: gateKeys.signsFrom,
      retiredAt: gateKeys.retiredAt,
    })
    .from(gateKeys)
    .orderBy(desc(gateKeys.signsFrom));
  const signer = await findSigner(getDatabase());
  return rows.map((row) => ({ ...row, signs: row.kid === signer?.kid }));
}

type OpenKey = { kid: string; key: CryptoKey | Uint8Array; signsFrom: Date };

/** Null for one that was sealed under a secret that is gone: it can't sign any more. */
const openKey = async ({ kid, privateKey, signsFrom }: typeof gateKeys.$inferSelect) => {
  const opened = await openSeal("gate-key", privateShape, privateKey);
  return opened && { kid, signsFrom, key: await importJWK(opened.jwk as JWK, algorithm) };
};

/** Every key that signs, has signed or will, with its private part. */
export async function openKeys(): Promise<OpenKey[]> {
  const rows = await getDatabase().select().from(gateKeys).where(isNull(gateKeys.retiredAt));
  return (await Promise.all(rows.map(openKey))).filter((key) => key !== null);
}

const findSigner = async (db: Database | Transaction) => {
  const rows = await db
    .select()
    .from(gateKeys)
    .where(sql`${isNull(gateKeys.retiredAt)} and ${lte(gateKeys.signsFrom, sql`now()`)}`)
    .orderBy(desc(gateKeys.signsFrom));
  for (const row of rows) {
    const opened = await openKey(row);
    if (opened) return opened;
  }
  return null;
};

/** The key that signs now; the first is made when it is first needed. */
export async function signingKey() {
  const known = await findSigner(getDatabase());
  if (known) return known;
  return await getDatabase().transaction(async (tx) => {
    await lockKeys(tx);
    const found = await findSigner(tx);
    if (found) return found;
    await makeGateKey(tx, 0);
    const made = await findSigner(tx);
    if (!made) throw new Error("a key that was just made can't be opened");
    return made;
  });
}

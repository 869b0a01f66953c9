import { createHash, sign, verify } from "node:crypto";
import type { auditPrunes, auditSeals } from "#db/audit-schema.ts";
import type { AuditKey, SigningKey } from "./audit-keys.ts";
import { toIso } from "./canonical-event.ts";

export type Seal = typeof auditSeals.$inferSelect;
export type Prune = typeof auditPrunes.$inferSelect;

/** The most events under one seal: bounds what the job and a verification hold at once. */
export const mostEvents = 5_000;

/** What the first seal has for the hash of the seal before. */
export const noSeal: Buffer = Buffer.alloc(32);

const text = (bytes: Buffer) => bytes.toString("base64url");

/** What is signed names its purpose and version, so that it passes for nothing else. */
const messageOf = (purpose: string, content: unknown[]) =>
  Buffer.from(`audit-trail ${purpose} v1\n${JSON.stringify(content)}`);

const sealMessage = (seal: Omit<Seal, "signature">) => {
  const { number, previous, root, first, count, sealedAt, keyId } = seal;
  return messageOf("seal", [
    ...[number, text(previous), text(root), first, count, toIso(sealedAt), keyId],
  ]);
};

const pruneMessage = ({ through, prunedAt, keyId }: Omit<Prune, "signature">, sealHash: Buffer) =>
  messageOf("prune", [through, text(sealHash), toIso(prunedAt), keyId]);

/** The hash of a seal: what the next one names it by, and what is noted as the head. */
export function hashSeal(seal: Seal): Buffer {
  return createHash("sha256").update(sealMessage(seal)).update(seal.signature).digest();
}

export function signSeal(content: Omit<Seal, "keyId" | "signature">, key: SigningKey): Seal {
  const seal = { ...content, keyId: key.id };
  return { ...seal, signature: sign(null, sealMessage(seal), key.privateKey) };
}

/** States that all through the seal `last` was deleted by age. */
export function signPrune(last: Seal, prunedAt: Date, key: SigningKey): Prune {
  const prune = { through: last.number, prunedAt, keyId: key.id };
  const message = pruneMessage(prune, hashSeal(last));
  return { ...prune, signature: sign(null, message, key.privateKey) };
}

/** Why a signature proves nothing; null where it holds. */
const findFault = (
  message: Buffer,
  { keyId, signature }: { keyId: string; signature: Buffer },
  keys: AuditKey[],
): string | null => {
  const key = keys.find(({ id }) => id === keyId);
  if (!key) {
    return `is signed by the key ${keyId}, which is not known: give its public key by --key if it was yours`;
  }
  return verify(null, message, key.publicKey, signature) ? null : "was changed after it was signed";
};

/** @returns what is wrong with the seal's signature, or null */
export function findSealFault(seal: Seal, keys: AuditKey[]): string | null {
  return findFault(sealMessage(seal), seal, keys);
}

/** @returns what is wrong with the signature of a prune through the seal `last`, or null */
export function findPruneFault(prune: Prune, last: Seal, keys: AuditKey[]): string | null {
  return findFault(pruneMessage(prune, hashSeal(last)), prune, keys);
}

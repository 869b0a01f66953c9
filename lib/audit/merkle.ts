import { createHash } from "node:crypto";

const sha256 = (...parts: (Buffer | string)[]) => {
  const hash = createHash("sha256");
  for (const part of parts) hash.update(part);
  return hash.digest();
};

// A leaf can't pass for an inner node, nor the other way round (RFC 9162 §2.1.1).
const leafPrefix = Buffer.from([0]);
const nodePrefix = Buffer.from([1]);

/** The hash of a leaf with the content `entry` (RFC 9162 §2.1.1). */
export function hashLeaf(entry: string): Buffer {
  return sha256(leafPrefix, entry);
}

const rootOf = (leaves: Buffer[], from: number, to: number): Buffer => {
  const only = leaves[from];
  if (only && to - from === 1) return only;
  // The largest power of two below the number of leaves.
  const split = from + 2 ** (31 - Math.clz32(to - from - 1));
  return sha256(nodePrefix, rootOf(leaves, from, split), rootOf(leaves, split, to));
};

/** The Merkle tree hash over the hashes of `leaves`, in their order (RFC 9162 §2.1.1). */
export function merkleRoot(leaves: Buffer[]): Buffer {
  return leaves.length === 0 ? sha256() : rootOf(leaves, 0, leaves.length);
}

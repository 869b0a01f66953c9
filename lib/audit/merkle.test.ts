import { createHash } from "node:crypto";
import { array, assert, property, string } from "fast-check";
import { expect, test } from "vitest";
import { hashLeaf, merkleRoot } from "./merkle.ts";

const rootOf = (entries: string[]) => merkleRoot(entries.map(hashLeaf)).toString("hex");

/** The entries and roots that the Certificate Transparency project tests its trees by. */
const entries = ["", "\0", "\x10", " !", "01", "@ABC", "PQRSTUVW", "`abcdefghijklmno"];
const roots = [
  "e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855",
  "6e340b9cffb37a989ca544e6bb780a2c78901d3fb33738768511a30617afa01d",
  "fac54203e7cc696cf0dfcb42c92a1d9dbaf70ad9e621f4bd8d98662f00e3c125",
  "aeb6bcfe274b70a14fb067a5e5578264db0fa9b51af5e0ba159158f329e06e77",
  "d37ee418976dd95753c1c73862b9398fa2a2cf9b4ff0fdfe8b30cd95209614b7",
  "4e3bbb1f7b478dcfe71fb631631519a3bca12c9aefca1612bfce4c13a86264d4",
  "76e67dadbcdf1e10e1b74ddc608abd2f98dfb16fbce75277b5232a127f2087ef",
  "ddb89be403809e325750d3d263cd78929c2942b7942a34b77e122c9594a74c8c",
  "5dc9da79a70659a9ad559cb701ded9a2ab9d823aad2f4960cfe370eff4604328",
];

test.each(roots.map((root, count) => [count, root] as const))(
  "the root over %i known entries",
  (count, root) => {
    expect(rootOf(entries.slice(0, count))).toBe(root);
  },
);

const sha256 = (...parts: Buffer[]) => createHash("sha256").update(Buffer.concat(parts)).digest();

/** The words of RFC 9162 §2.1.1, taken one by one. */
const naiveRoot = (list: string[]): Buffer => {
  if (list.length === 0) return sha256();
  if (list.length === 1) return sha256(Buffer.from([0]), Buffer.from(list[0] ?? ""));
  let k = 1;
  while (k * 2 < list.length) k *= 2;
  return sha256(Buffer.from([1]), naiveRoot(list.slice(0, k)), naiveRoot(list.slice(k)));
};

test("the root over any entries is as the RFC has it", () => {
  assert(
    property(array(string(), { maxLength: 70 }), (list) => {
      expect(rootOf(list)).toBe(naiveRoot(list).toString("hex"));
    }),
  );
});

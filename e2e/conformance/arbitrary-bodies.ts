import fc from "fast-check";
import { changeMember } from "./change-member.ts";

/** Makes another body of an honest one. */
export type Change = (body: unknown) => unknown;

const memberAt = (body: unknown, path: string): unknown =>
  path.split(".").reduce<unknown>((at, name) => (at as Record<string, unknown>)?.[name], body);

const onBytes =
  (path: string, change: (bytes: Buffer) => Uint8Array): Change =>
  (body) => {
    const text = memberAt(body, path);
    if (typeof text !== "string") return body;
    const changed = Buffer.from(change(Buffer.from(text, "base64url"))).toString("base64url");
    return changeMember(body, path, changed);
  };

const flip = (path: string) =>
  fc.tuple(fc.nat(), fc.nat(7)).map(([at, bit]) =>
    onBytes(path, (bytes) => {
      const flipped = Uint8Array.from(bytes);
      const index = at % Math.max(1, flipped.length);
      flipped[index] = (flipped[index] ?? 0) ^ (1 << bit);
      return flipped;
    }),
  );

const cut = (path: string) =>
  fc.nat().map((at) => onBytes(path, (bytes) => bytes.subarray(0, at % Math.max(1, bytes.length))));

const insert = (path: string) =>
  fc.tuple(fc.nat(), fc.uint8Array({ minLength: 1, maxLength: 40 })).map(([at, more]) =>
    onBytes(path, (bytes) => {
      const index = at % (bytes.length + 1);
      return Buffer.concat([bytes.subarray(0, index), more, bytes.subarray(index)]);
    }),
  );

const set = (path: string): fc.Arbitrary<Change> => {
  const base64url = fc.uint8Array().map((bytes) => Buffer.from(bytes).toString("base64url"));
  const value = fc.oneof(fc.constant(undefined), fc.jsonValue(), fc.string(), base64url);
  return value.map((one) => (body) => changeMember(body, path, one));
};

/** Changes of one to three members of a body, at any depth; `binary` are those in base64url. */
export function arbitraryChange(paths: string[], binary: string[]): fc.Arbitrary<Change> {
  const path = fc.constantFrom(...binary);
  const one = fc.oneof(
    { weight: 4, arbitrary: path.chain(flip) },
    { weight: 1, arbitrary: path.chain(cut) },
    { weight: 1, arbitrary: path.chain(insert) },
    { weight: 2, arbitrary: fc.constantFrom(...paths, ...binary).chain(set) },
  );
  const some = fc.array(one, { minLength: 1, maxLength: 3 });
  const altered = some.map(
    (list): Change =>
      (body) =>
        list.reduce((at, next) => next(at), body),
  );
  const another = fc.jsonValue().map(
    (value): Change =>
      () =>
        value,
  );
  return fc.oneof({ weight: 30, arbitrary: altered }, { weight: 1, arbitrary: another });
}

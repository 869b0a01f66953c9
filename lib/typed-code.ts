import { randomBytes } from "node:crypto";

/** Without I, L, O and U, which are misread (Crockford's base 32). */
const alphabet = "0123456789ABCDEFGHJKMNPQRSTVWXYZ";

/** A new code for people to type: `signs` signs of 5 random bits each, in groups of four. */
export function newTypedCode(signs: number): string {
  return [...randomBytes(signs)]
    .map((byte) => alphabet[byte % alphabet.length])
    .join("")
    .replace(/(.{4})(?=.)/g, "$1-");
}

/** The code as it was made, however it was typed: small letters, blanks, O for 0, I or L for 1. */
export function normaliseTypedCode(typed: string): string {
  const signs = typed.toUpperCase().replace(/[\s-]/g, "");
  return signs.replaceAll("O", "0").replace(/[IL]/g, "1");
}

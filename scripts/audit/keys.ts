import { prepare, readKeys } from "./prepare.ts";
import { say } from "./say.ts";

/** Prints the public keys that belong to the environment's secrets, the one that signs first. */
export async function printKeys(): Promise<number> {
  prepare();
  for (const [index, { id, text }] of readKeys().entries()) {
    say(`${id}  ${text}${index === 0 ? "  signs" : ""}`);
  }
  return 0;
}

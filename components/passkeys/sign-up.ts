import type { Owner } from "./authenticate.ts";
import { createPasskey } from "./create-passkey.ts";
import type { Outcome } from "./failure.ts";

/** Makes an account with its first passkey, and signs in. A name of blanks counts as none. */
export function signUp(email: string, name: string): Promise<Outcome<Owner>> {
  return createPasskey(name.trim() ? { email, name } : { email });
}

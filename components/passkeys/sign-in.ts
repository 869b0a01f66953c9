import { authenticate, type Visitor } from "./authenticate.ts";
import type { Outcome } from "./failure.ts";

/** Signs in with whichever of our passkeys the person picks in the browser's window. */
export function signIn(keepSignedIn: boolean): Promise<Outcome<Visitor>> {
  return authenticate("sign-in", { keepSignedIn });
}

/** The same, with the window open at the way to a phone or a security key. */
export function signInFromElsewhere(keepSignedIn: boolean): Promise<Outcome<Visitor>> {
  return authenticate("sign-in", { hints: ["hybrid", "security-key"], keepSignedIn });
}

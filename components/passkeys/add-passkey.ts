import type { Hint } from "#lib/webauthn/policy.ts";
import type { Owner } from "./authenticate.ts";
import { createPasskey } from "./create-passkey.ts";
import { failed, type Outcome } from "./failure.ts";

/** Makes another passkey for the account that is signed in, kept where `hint` says; needs a step-up. */
export async function addPasskey(hint?: Hint): Promise<Outcome<Owner>> {
  const outcome = await createPasskey(hint ? { hints: [hint] } : {});
  // Signed out, the same call begins a sign-up, and what it finds missing is the address.
  const misread = !outcome.ok && outcome.failure.kind === "invalid-request";
  return misread ? failed("signed-out") : outcome;
}

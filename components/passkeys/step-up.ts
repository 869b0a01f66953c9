import { authenticate, type Owner } from "./authenticate.ts";
import type { Outcome } from "./failure.ts";

/** Uses one of the account's passkeys once more, which lets this session do sensitive things. */
export function stepUp(): Promise<Outcome<Owner>> {
  return authenticate("step-up");
}

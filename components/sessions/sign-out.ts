import type { Outcome } from "#components/passkeys/failure.ts";
import { request } from "#components/passkeys/request.ts";

/** Ends this session. One that had ended already counts as done. */
export async function signOut(): Promise<Outcome<void>> {
  const outcome = await request<void>("POST", "/api/sign-out", {});
  if (!outcome.ok && outcome.failure.kind === "signed-out") return { ok: true, value: undefined };
  return outcome;
}

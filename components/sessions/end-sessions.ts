import type { Outcome } from "#components/passkeys/failure.ts";
import { request } from "#components/passkeys/request.ts";

/** Signs another browser out. One that had ended already counts as done. */
export async function endSession(id: string): Promise<Outcome<void>> {
  const outcome = await request<void>("DELETE", `/api/sessions/${id}`);
  if (!outcome.ok && outcome.failure.kind === "not-found") return { ok: true, value: undefined };
  return outcome;
}

/** Signs all other browsers out; needs a step-up. */
export function endOtherSessions(): Promise<Outcome<void>> {
  return request("DELETE", "/api/sessions");
}

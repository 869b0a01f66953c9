import type { Outcome } from "./failure.ts";
import { request } from "./request.ts";

/**
 * Removes one of the person's passkeys; needs a step-up.
 * @returns whether this session ended with it
 */
export async function removePasskey(id: string): Promise<Outcome<{ signedOut: boolean }>> {
  const removed = await request<void>("DELETE", `/api/passkeys/${id}`);
  if (!removed.ok) return removed;
  // A step-up may have bound the session to another passkey than the page knows of: ask.
  const after = await request("GET", "/api/account");
  return { ok: true, value: { signedOut: !after.ok && after.failure.kind === "signed-out" } };
}

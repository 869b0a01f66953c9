import type { Passkey } from "#lib/passkeys/passkey.ts";
import type { Outcome } from "./failure.ts";
import { request } from "./request.ts";

/** Gives one of the person's passkeys another name: 1 to 64 characters. */
export function renamePasskey(id: string, name: string): Promise<Outcome<{ passkey: Passkey }>> {
  return request("PATCH", `/api/passkeys/${id}`, { name });
}

import type { Outcome } from "#components/passkeys/failure.ts";
import { request } from "#components/passkeys/request.ts";
import type { Account } from "#lib/accounts/account.ts";

/** Gives the account another name; nothing but spaces takes it away. */
export function renameAccount(name: string): Promise<Outcome<{ account: Account }>> {
  return request("PATCH", "/api/account", { name: name.trim() === "" ? null : name });
}

import { listPasskeys } from "#lib/passkeys/list-passkeys.ts";
import type { SignedIn } from "#lib/sessions/read-session.ts";

/** Something that makes an account safer, and where it is done; its words are in the catalogues. */
export type FirstStep = { name: "second-passkey"; done: boolean; href: string };

/** What somebody new should see to, in order. */
export async function listFirstSteps({ account, passkeyId }: SignedIn): Promise<FirstStep[]> {
  const passkeys = await listPasskeys(account.id, passkeyId);
  return [{ name: "second-passkey", done: passkeys.length > 1, href: "/account/passkeys" }];
}

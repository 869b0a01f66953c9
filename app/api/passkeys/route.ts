import { handleSignedIn } from "#lib/http/handle.ts";
import { listPasskeys } from "#lib/passkeys/list-passkeys.ts";

export const GET = handleSignedIn(
  { limit: "read" },
  async ({ signedIn: { account, passkeyId } }) => ({
    status: 200,
    body: { passkeys: await listPasskeys(account.id, passkeyId) },
  }),
);

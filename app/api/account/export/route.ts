import { exportAccount } from "#lib/accounts/export-account.ts";
import { handleSignedIn } from "#lib/http/handle.ts";

/** A POST, since it is recorded. */
export const POST = handleSignedIn(
  { limit: "POST /api/account/export", stepUp: true },
  async ({ signedIn, caller }) => ({
    status: 200,
    body: await exportAccount(signedIn, caller),
  }),
);

import { handleSignedIn } from "#lib/http/handle.ts";
import { makeRecoveryCodes } from "#lib/recovery/recovery-codes.ts";

export const POST = handleSignedIn(
  { limit: "POST /api/recovery/codes", stepUp: true },
  async ({ signedIn, caller }) => ({
    status: 201,
    body: { codes: await makeRecoveryCodes(signedIn, caller) },
  }),
);

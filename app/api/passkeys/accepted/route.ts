import { handleSignedIn } from "#lib/http/handle.ts";
import { listAccepted } from "#lib/passkeys/list-accepted.ts";

export const GET = handleSignedIn({ limit: "read" }, async ({ signedIn }) => ({
  status: 200,
  body: await listAccepted(signedIn.account.id),
}));

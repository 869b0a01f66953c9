import { handleSignedIn } from "#lib/http/handle.ts";
import { endSession } from "#lib/sessions/end-sessions.ts";

export const DELETE = handleSignedIn({ byPasskey: true }, async ({ signedIn, id, caller }) => {
  return (await endSession(signedIn, id, caller)) ?? { status: 204 };
});

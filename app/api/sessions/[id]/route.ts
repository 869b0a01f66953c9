import { handleSignedIn } from "#lib/http/handle.ts";
import { endSession } from "#lib/sessions/end-sessions.ts";

export const DELETE = handleSignedIn(
  { limit: "DELETE /api/sessions/[id]", byPasskey: true },
  async ({ signedIn, id, caller }) => {
    return (await endSession(signedIn, id, caller)) ?? { status: 204 };
  },
);

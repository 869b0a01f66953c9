import { handleSignedIn } from "#lib/http/handle.ts";
import { endOtherSessions } from "#lib/sessions/end-sessions.ts";
import { listSessions } from "#lib/sessions/list-sessions.ts";

export const GET = handleSignedIn({ limit: "read" }, async ({ signedIn }) => ({
  status: 200,
  body: { sessions: await listSessions(signedIn) },
}));

export const DELETE = handleSignedIn(
  { limit: "DELETE /api/sessions", stepUp: true },
  async ({ signedIn, caller }) => {
    await endOtherSessions(signedIn, caller);
    return { status: 204 };
  },
);

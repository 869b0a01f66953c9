import { z } from "zod";
import { handleSignedIn } from "#lib/http/handle.ts";
import { endSession } from "#lib/sessions/end-sessions.ts";
import { clearSessionCookie } from "#lib/sessions/session-cookie.ts";

const options = { limit: "POST /api/sign-out", body: z.object({}), inRecovery: true } as const;

export const POST = handleSignedIn(options, async ({ signedIn, caller }) => {
  await endSession(signedIn, signedIn.session.id, caller);
  return { status: 204, cookies: [clearSessionCookie()] };
});

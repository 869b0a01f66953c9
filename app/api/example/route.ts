import { handleSignedIn } from "#lib/http/handle.ts";

/** A protected handler to start from: without a session nothing of it runs. */
export const GET = handleSignedIn({ limit: "read" }, async ({ signedIn }) => ({
  status: 200,
  body: { began: signedIn.session.authenticatedAt },
}));

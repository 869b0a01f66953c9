import { getEnv } from "#lib/env.ts";
import { refuse } from "#lib/errors.ts";
import { handle } from "#lib/http/handle.ts";

/** WebAuthn Level 3 §5.11: which origins of other domains may use our passkeys. */
export const GET = handle({ limit: "read" }, async () => {
  const { origins, relatedOrigins } = getEnv();
  if (relatedOrigins.length === 0) return refuse("not-found");
  return { status: 200, body: { origins: [...origins, ...relatedOrigins] } };
});

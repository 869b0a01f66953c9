import { listPublicKeys } from "#lib/gate/gate-keys.ts";
import { handle } from "#lib/http/handle.ts";

/** RFC 7517 §5: what tickets are verified with. */
export const GET = handle({ limit: "read" }, async () => ({
  status: 200,
  body: await listPublicKeys(),
}));

import { getEnv } from "#lib/env.ts";
import { handle } from "#lib/http/handle.ts";

/** W3C "A Well-Known URL for Relying Party Passkey Endpoints": where password managers send people. */
export const GET = handle({ limit: "read" }, async () => {
  const passkeys = `${getEnv().origins[0]}/account/passkeys`;
  return { status: 200, body: { enroll: passkeys, manage: passkeys } };
});

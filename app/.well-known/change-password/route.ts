import { getEnv } from "#lib/env.ts";

/** W3C "A Well-Known URL for Changing Passwords": there are none, so passkeys are what to change. */
export async function GET(): Promise<Response> {
  return Response.redirect(`${getEnv().origins[0]}/account/passkeys`, 302);
}

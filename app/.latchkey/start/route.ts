import { refuse } from "#lib/errors.ts";
import { atService, returnPath } from "#lib/gate/at-service.ts";
import { authorizeAddress } from "#lib/gate/authorize.ts";
import { setState, valuesOf } from "#lib/gate/gate-cookies.ts";
import { handle } from "#lib/http/handle.ts";
import { hashToken, newToken, tokenPattern } from "#lib/secrets.ts";

/** On a service's host: ties what follows to this browser, and asks to be let in. */
export const GET = handle({ limit: "read", navigated: true }, async ({ request }) => {
  const there = await atService(request);
  if (!there) return refuse("not-found");
  const [kept = ""] = valuesOf(request.headers.get("cookie"), "state");
  // Another tab may be on its way with it.
  const secret = tokenPattern.test(kept) ? kept : newToken();
  const state = hashToken(secret).toString("base64url");
  const location = authorizeAddress(there.origin + returnPath(request, there), { state });
  return { status: 302, location, cookies: [setState(secret)] };
});

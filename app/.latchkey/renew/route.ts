import { refuse } from "#lib/errors.ts";
import { atService, returnPath } from "#lib/gate/at-service.ts";
import { authorizeAddress } from "#lib/gate/authorize.ts";
import { renewTicket } from "#lib/gate/enter-service.ts";
import { setTicket, valuesOf } from "#lib/gate/gate-cookies.ts";
import { handle } from "#lib/http/handle.ts";
import { isNavigation } from "#lib/http/is-navigation.ts";

/** On a service's host: the next ticket, without leaving it. A page's script gets 204 or 401. */
export const GET = handle({ limit: "read", navigated: true }, async ({ request }) => {
  const there = await atService(request);
  if (!there) return refuse("not-found");
  const [token = ""] = valuesOf(request.headers.get("cookie"), "session");
  const ticket = token && (await renewTicket(token, there.service));
  const path = returnPath(request, there);
  const navigation = isNavigation(request.headers.get("accept"), request.headers.get("upgrade"));
  if (ticket) {
    const cookies = [setTicket(ticket)];
    return navigation ? { status: 302, location: path, cookies } : { status: 204, cookies };
  }
  if (!navigation) return refuse("signed-out");
  return { status: 302, location: authorizeAddress(there.origin + path) };
});

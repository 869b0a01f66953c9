import { refuse } from "#lib/errors.ts";
import { atService, returnPath } from "#lib/gate/at-service.ts";
import { enterService } from "#lib/gate/enter-service.ts";
import { setEntrance, valuesOf } from "#lib/gate/gate-cookies.ts";
import { handle } from "#lib/http/handle.ts";

/** On a service's host: lets the browser in that comes back with its code. */
export const GET = handle({ limit: "read", navigated: true }, async ({ request, caller }) => {
  const there = await atService(request);
  if (!there) return refuse("not-found");
  const code = new URL(request.url).searchParams.get("code") ?? "";
  const cookies = request.headers.get("cookie");
  const [state = ""] = valuesOf(cookies, "state");
  const [before = ""] = valuesOf(cookies, "session");
  const entered = await enterService({ code, state, before }, there, caller);
  // Without an entrance, as after the back button, the page's own proxy knows what to do.
  return {
    status: 302,
    location: returnPath(request, there),
    ...(entered && { cookies: setEntrance(entered.gateSession, entered.ticket) }),
  };
});

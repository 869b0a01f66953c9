import { passkeyOfferPath } from "#lib/next-path.ts";
import type { AcceptedPasskeys } from "#lib/passkeys/list-accepted.ts";
import type { Visitor } from "./authenticate.ts";
import { mayOfferHere } from "./offer-here.ts";
import { request } from "./request.ts";
import { signalAccepted } from "./signal-accepted.ts";

/**
 * Goes on to `next` after a sign-in, by way of the offer of a passkey here where it may be made.
 * Before that, the password managers are told which passkeys are left, if the server says so.
 */
export async function enter(visitor: Visitor, next: string): Promise<void> {
  const accepted = await request<AcceptedPasskeys>("GET", "/api/passkeys/accepted");
  if (accepted.ok) await signalAccepted(accepted.value);
  const offered = await mayOfferHere(visitor);
  // A whole new page, so that every part of it sees the new session.
  window.location.replace(offered ? passkeyOfferPath(next) : next);
}

import type { Outcome } from "#components/passkeys/failure.ts";
import { request } from "#components/passkeys/request.ts";
import type { LinkKind, LinkStatus, OpenedLink } from "#lib/links/link.ts";

/** Opens a request, which shows a code. */
export function openLink(kind: LinkKind): Promise<Outcome<OpenedLink>> {
  return request("POST", "/api/links", { kind });
}

/** Joins a request by its code, from the other side. */
export function joinLink(kind: LinkKind, code: string): Promise<Outcome<LinkStatus>> {
  return request("POST", "/api/links/join", { kind, code });
}

/** Approves or refuses a request. */
export function decideLink(id: string, decision: "approve" | "refuse"): Promise<Outcome<void>> {
  return request("POST", `/api/links/${id}/${decision}`);
}

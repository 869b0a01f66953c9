import { isRefusal } from "#lib/errors.ts";
import { readBrowser } from "#lib/http/browser-cookie.ts";
import { handle } from "#lib/http/handle.ts";
import { claimLink } from "#lib/links/claim-link.ts";
import { readLink } from "#lib/links/read-link.ts";
import { readSessionHash } from "#lib/sessions/session-cookie.ts";

/** Tells how a request stands; the asking browser of an approved one is let in by it, once. */
export const POST = handle(
  { limit: "POST /api/links/[id]/status" },
  async ({ request, id, caller, signedIn }) => {
    const browser = readBrowser(request);
    const sessionId = (await signedIn())?.session.id ?? null;
    const seen = await readLink(id, { browser, sessionId }, caller);
    if (isRefusal(seen)) return seen;
    const { status, asking } = seen;
    if (!asking || !browser || status.state !== "approved") return { status: 200, body: status };
    const replaces = await readSessionHash(request.headers.get("cookie"));
    const cookie = await claimLink({ id, kind: status.kind, browser, replaces }, caller);
    const claimed = { ...status, state: "claimed" };
    return { status: 200, body: claimed, cookies: cookie ? [cookie] : [] };
  },
);

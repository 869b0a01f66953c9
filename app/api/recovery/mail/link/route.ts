import { z } from "zod";
import { isRefusal } from "#lib/errors.ts";
import { handle } from "#lib/http/handle.ts";
import { enterByMailLink } from "#lib/recovery/enter-by-mail-link.ts";
import { readSessionHash } from "#lib/sessions/session-cookie.ts";

const following = z.object({ token: z.string().max(128) });

export const POST = handle(
  { limit: "POST /api/recovery/mail/link", body: following },
  async ({ request, body, caller }) => {
    const current = await readSessionHash(request.headers.get("cookie"));
    const entered = await enterByMailLink(body.token, current, caller);
    return isRefusal(entered) ? entered : { status: 204, cookies: [entered.cookie] };
  },
);

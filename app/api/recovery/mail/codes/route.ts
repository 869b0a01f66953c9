import { z } from "zod";
import { isRefusal } from "#lib/errors.ts";
import { handle } from "#lib/http/handle.ts";
import { enterByTwoCodes } from "#lib/recovery/enter-by-two-codes.ts";
import { readSessionHash } from "#lib/sessions/session-cookie.ts";

const entering = z.object({
  mailCode: z.string().trim().max(32),
  recoveryCode: z.string().max(64),
});

export const POST = handle(
  { limit: "POST /api/recovery/mail/codes", body: entering },
  async ({ request, body, caller }) => {
    const current = await readSessionHash(request.headers.get("cookie"));
    const entered = await enterByTwoCodes(body, current, caller);
    return isRefusal(entered) ? entered : { status: 204, cookies: [entered.cookie] };
  },
);

import { z } from "zod";
import { isRefusal } from "#lib/errors.ts";
import { handle } from "#lib/http/handle.ts";
import { enterByCode } from "#lib/recovery/enter-by-code.ts";
import { readSessionHash } from "#lib/sessions/session-cookie.ts";

const entering = z.object({ code: z.string().max(64) });

export const POST = handle(
  { limit: "POST /api/recovery/code", body: entering },
  async ({ request, body, caller }) => {
    const current = await readSessionHash(request.headers.get("cookie"));
    const entered = await enterByCode(body.code, current, caller);
    return isRefusal(entered) ? entered : { status: 204, cookies: [entered.cookie] };
  },
);

import { z } from "zod";
import { stopEmailChange } from "#lib/accounts/confirm-email.ts";
import { handle } from "#lib/http/handle.ts";

const following = z.object({ token: z.string().max(128) });

export const POST = handle(
  { limit: "POST /api/email/change-stop", body: following },
  async ({ body, caller }) => {
    return (await stopEmailChange(body.token, caller)) ?? { status: 204 };
  },
);

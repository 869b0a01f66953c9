import { z } from "zod";
import { confirmByLink } from "#lib/accounts/confirm-email.ts";
import { handle } from "#lib/http/handle.ts";

const following = z.object({ token: z.string().max(128) });

export const POST = handle(
  { limit: "POST /api/email/confirmation/link", body: following },
  async ({ body, caller }) => {
    return (await confirmByLink(body.token, caller)) ?? { status: 204 };
  },
);

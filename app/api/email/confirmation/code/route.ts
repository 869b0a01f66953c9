import { z } from "zod";
import { confirmByCode } from "#lib/accounts/confirm-email.ts";
import { handleSignedIn } from "#lib/http/handle.ts";

const entering = z.object({ code: z.string().trim().max(32) });

export const POST = handleSignedIn(
  { limit: "POST /api/email/confirmation/code", body: entering, byPasskey: true },
  async ({ body, signedIn, caller }) => {
    return (await confirmByCode(signedIn, body.code, caller)) ?? { status: 204 };
  },
);

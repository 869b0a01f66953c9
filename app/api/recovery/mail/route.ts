import { z } from "zod";
import { emailField } from "#lib/accounts/fields.ts";
import { handle } from "#lib/http/handle.ts";
import { askByMail } from "#lib/recovery/ask-by-mail.ts";

const asking = z.object({ email: emailField });

export const POST = handle(
  { limit: "POST /api/recovery/mail", body: asking, mailbox: ({ body }) => body.email },
  async ({ body, caller }) => {
    return (await askByMail(body.email, caller)) ?? { status: 204 };
  },
);

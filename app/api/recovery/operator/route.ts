import { z } from "zod";
import { emailField, noteField } from "#lib/accounts/fields.ts";
import { handle } from "#lib/http/handle.ts";
import { askOperator } from "#lib/recovery/ask-operator.ts";

const asking = z.object({ email: emailField, note: noteField });

export const POST = handle(
  { limit: "POST /api/recovery/operator", body: asking, mailbox: ({ body }) => body.email },
  async ({ body, caller }) => {
    return (await askOperator(body.email, body.note, caller)) ?? { status: 204 };
  },
);

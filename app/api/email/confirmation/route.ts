import { z } from "zod";
import { emailField } from "#lib/accounts/fields.ts";
import { requestConfirmation } from "#lib/accounts/request-confirmation.ts";
import { refuse } from "#lib/errors.ts";
import { handleSignedIn } from "#lib/http/handle.ts";

const asking = z.object({ email: emailField.optional() });

export const POST = handleSignedIn(
  {
    limit: "POST /api/email/confirmation",
    body: asking,
    byPasskey: true,
    mailbox: ({ body, signedIn }) => body.email ?? signedIn.account.email,
  },
  async ({ body, signedIn, caller }) => {
    const { email = signedIn.account.email } = body;
    // Another address is another way to be reached, and later perhaps a way in.
    if (email !== signedIn.account.email && !signedIn.steppedUp) return refuse("step-up-required");
    return (await requestConfirmation(signedIn, email, caller)) ?? { status: 204 };
  },
);

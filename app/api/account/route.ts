import { z } from "zod";
import { deleteAccount } from "#lib/accounts/delete-account.ts";
import { nameField } from "#lib/accounts/fields.ts";
import { renameAccount } from "#lib/accounts/rename-account.ts";
import { isRefusal } from "#lib/errors.ts";
import { handleSignedIn } from "#lib/http/handle.ts";
import { clearSessionCookie } from "#lib/sessions/session-cookie.ts";

export const GET = handleSignedIn(
  { limit: "read" },
  async ({ signedIn: { account, session } }) => ({
    status: 200,
    body: { account, session },
  }),
);

const renaming = z.object({ name: nameField.nullable() });

export const PATCH = handleSignedIn(
  { limit: "PATCH /api/account", body: renaming },
  async ({ body, signedIn, caller }) => {
    const account = await renameAccount(signedIn, body.name, caller);
    return isRefusal(account) ? account : { status: 200, body: { account } };
  },
);

export const DELETE = handleSignedIn(
  { limit: "DELETE /api/account", stepUp: true },
  async ({ signedIn, caller }) => {
    await deleteAccount(signedIn, caller);
    return { status: 204, cookies: [clearSessionCookie()] };
  },
);

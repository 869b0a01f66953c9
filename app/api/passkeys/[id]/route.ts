import { z } from "zod";
import { nameField } from "#lib/accounts/fields.ts";
import { isRefusal } from "#lib/errors.ts";
import { handleSignedIn } from "#lib/http/handle.ts";
import { renamePasskey } from "#lib/passkeys/rename-passkey.ts";
import { revokePasskey } from "#lib/passkeys/revoke-passkey.ts";

const renaming = z.object({ name: nameField });

export const PATCH = handleSignedIn(
  { limit: "PATCH /api/passkeys/[id]", body: renaming, byPasskey: true },
  async (call) => {
    const passkey = await renamePasskey(call.signedIn, call.id, call.body.name, call.caller);
    return isRefusal(passkey) ? passkey : { status: 200, body: { passkey } };
  },
);

export const DELETE = handleSignedIn(
  { limit: "DELETE /api/passkeys/[id]", stepUp: true },
  async ({ signedIn, id, caller }) => {
    return (await revokePasskey(signedIn, id, caller)) ?? { status: 204 };
  },
);

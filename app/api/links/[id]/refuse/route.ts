import { handleSignedIn } from "#lib/http/handle.ts";
import { refuseLink } from "#lib/links/decide-link.ts";

export const POST = handleSignedIn(
  { limit: "POST /api/links/[id]/refuse", byPasskey: true },
  async ({ signedIn, id, caller }) => {
    return (await refuseLink(id, signedIn, caller)) ?? { status: 204 };
  },
);

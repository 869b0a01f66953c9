import { handleSignedIn } from "#lib/http/handle.ts";
import { approveLink } from "#lib/links/decide-link.ts";

export const POST = handleSignedIn(
  { limit: "POST /api/links/[id]/approve", byPasskey: true },
  async ({ signedIn, id, caller }) => {
    return (await approveLink(id, signedIn, caller)) ?? { status: 204 };
  },
);

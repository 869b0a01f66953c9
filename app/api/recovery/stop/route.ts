import { handleSignedIn } from "#lib/http/handle.ts";
import { stopOwnRecovery } from "#lib/recovery/stop-recovery.ts";

export const POST = handleSignedIn(
  { limit: "POST /api/recovery/stop" },
  async ({ signedIn, caller }) => {
    return (await stopOwnRecovery(signedIn, caller)) ?? { status: 204 };
  },
);

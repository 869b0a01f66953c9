import { z } from "zod";
import { handle } from "#lib/http/handle.ts";
import { stopRecoveryByLink } from "#lib/recovery/stop-recovery.ts";

const following = z.object({ token: z.string().max(128) });

export const POST = handle(
  { limit: "POST /api/recovery/stop/link", body: following },
  async ({ body, caller }) => {
    return (await stopRecoveryByLink(body.token, caller)) ?? { status: 204 };
  },
);

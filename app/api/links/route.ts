import { z } from "zod";
import { linkKinds } from "#db/recovery-schema.ts";
import { refuse } from "#lib/errors.ts";
import { recogniseBrowser } from "#lib/http/browser-cookie.ts";
import { handle } from "#lib/http/handle.ts";
import { openDeviceLink, openSignInLink } from "#lib/links/open-link.ts";
import { findLack } from "#lib/sessions/find-lack.ts";

const beginning = z.object({ kind: z.enum(linkKinds) });

export const POST = handle(
  { limit: "POST /api/links", body: beginning },
  async ({ request, body, caller, signedIn }) => {
    const own = await signedIn();
    if (body.kind === "sign-in") {
      if (own) return refuse("signed-in");
      const { hash, cookies } = recogniseBrowser(request);
      return { status: 201, body: await openSignInLink(hash, caller), cookies };
    }
    if (!own) return refuse("signed-out");
    return findLack(own, { stepUp: true }) ?? { status: 201, body: await openDeviceLink(own) };
  },
);

import { z } from "zod";
import { refuse } from "#lib/errors.ts";
import { recogniseBrowser } from "#lib/http/browser-cookie.ts";
import { handle } from "#lib/http/handle.ts";
import { findLack } from "#lib/sessions/find-lack.ts";
import { beginSignIn, beginStepUp } from "#lib/webauthn/begin-authentication.ts";

const shape = z.object({ purpose: z.enum(["sign-in", "step-up"]).default("sign-in") });

export const POST = handle(
  { limit: "POST /api/webauthn/authentication/options", body: shape },
  async ({ request, body, signedIn }) => {
    const { hash, cookies } = recogniseBrowser(request);
    if (body.purpose === "sign-in") return { status: 200, body: await beginSignIn(hash), cookies };
    const own = await signedIn();
    if (!own) return refuse("signed-out");
    const lack = findLack(own, { byPasskey: true });
    if (lack) return lack;
    return { status: 200, body: await beginStepUp(own, hash), cookies };
  },
);

import { z } from "zod";
import { emailField, nameField } from "#lib/accounts/fields.ts";
import { isRefusal } from "#lib/errors.ts";
import { recogniseBrowser } from "#lib/http/browser-cookie.ts";
import { handle } from "#lib/http/handle.ts";
import { checkShape } from "#lib/http/read-body.ts";
import { findLack } from "#lib/sessions/find-lack.ts";
import type { SignedIn } from "#lib/sessions/read-session.ts";
import { canOnlyEnrol } from "#lib/sessions/session.ts";
import { beginAddPasskey, beginSignUp } from "#lib/webauthn/begin-registration.ts";
import { knownHints } from "#lib/webauthn/policy.ts";

const newcomer = z.object({ email: emailField, name: nameField.nullable().default(null) });
const addition = z.object({ hints: z.array(z.enum(knownHints)).max(3).default([]) });

const begin = async (own: SignedIn | null, body: unknown, browser: string) => {
  if (!own) {
    const read = checkShape(newcomer, body);
    return isRefusal(read) ? read : await beginSignUp(read.value, browser);
  }
  const lack = findLack(own, { stepUp: !canOnlyEnrol(own.session.method), inRecovery: true });
  if (lack) return lack;
  const read = checkShape(addition, body);
  return isRefusal(read) ? read : await beginAddPasskey(own, read.value.hints, browser);
};

export const POST = handle(
  { limit: "POST /api/webauthn/registration/options", body: z.unknown() },
  async ({ request, body, signedIn }) => {
    const { hash, cookies } = recogniseBrowser(request);
    const begun = await begin(await signedIn(), body, hash);
    return isRefusal(begun) ? begun : { status: 200, body: begun, cookies };
  },
);

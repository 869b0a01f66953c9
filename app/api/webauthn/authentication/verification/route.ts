import { isRefusal } from "#lib/errors.ts";
import { readBrowser } from "#lib/http/browser-cookie.ts";
import { handle } from "#lib/http/handle.ts";
import { admit } from "#lib/sessions/admit.ts";
import { readSessionHash } from "#lib/sessions/session-cookie.ts";
import { finishAuthentication } from "#lib/webauthn/finish-authentication.ts";
import { authenticationResponse, finishing } from "#lib/webauthn/response-shapes.ts";

const shape = finishing(authenticationResponse);

export const POST = handle(
  { limit: "POST /api/webauthn/authentication/verification", body: shape },
  async ({ request, body, caller, signedIn }) => {
    const sessionId = async () => (await signedIn())?.session.id ?? null;
    const holder = { browser: readBrowser(request), sessionId };
    const finished = await finishAuthentication(body.ceremony, body.response, holder);
    if (isRefusal(finished)) return finished;
    const entrance = {
      replaces: await readSessionHash(request.headers.get("cookie")),
      browser: finished.ceremony.browser,
      kept: body.keepSignedIn,
    };
    const admitted = await admit(finished, entrance, caller);
    if (isRefusal(admitted)) return admitted;
    const { cookie, ...shown } = admitted;
    return { status: 200, body: shown, cookies: [cookie] };
  },
);

import { isRefusal } from "#lib/errors.ts";
import { readBrowser } from "#lib/http/browser-cookie.ts";
import { handle } from "#lib/http/handle.ts";
import { enrol } from "#lib/passkeys/enrol.ts";
import { openSession } from "#lib/sessions/open-session.ts";
import { canOnlyEnrol, isRecovery } from "#lib/sessions/session.ts";
import { readSessionHash } from "#lib/sessions/session-cookie.ts";
import { finishRegistration } from "#lib/webauthn/finish-registration.ts";
import { finishing, registrationResponse } from "#lib/webauthn/response-shapes.ts";

const shape = finishing(registrationResponse);

export const POST = handle(
  { limit: "POST /api/webauthn/registration/verification", body: shape },
  async ({ request, body, caller, signedIn }) => {
    const sessionId = async () => (await signedIn())?.session.id ?? null;
    const holder = { browser: readBrowser(request), sessionId };
    const finished = await finishRegistration(body.ceremony, body.response, holder);
    if (isRefusal(finished)) return finished;
    const enrolled = await enrol(finished, caller);
    if (isRefusal(enrolled)) return enrolled;
    const { use, ...shown } = enrolled;
    const { ceremony } = finished;
    const method = ceremony.purpose === "add-passkey" && (await signedIn())?.session.method;
    if (method && !canOnlyEnrol(method)) return { status: 201, body: shown };
    const entrance = {
      replaces: await readSessionHash(request.headers.get("cookie")),
      browser: ceremony.browser,
      kept: body.keepSignedIn,
      ...(method && isRecovery(method) && { recoveredBy: method }),
    };
    const session = await openSession(use, entrance, caller);
    if (isRefusal(session)) return session;
    return { status: 201, body: shown, cookies: [session.cookie] };
  },
);

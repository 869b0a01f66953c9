import { isRefusal, refuse } from "#lib/errors.ts";
import { readBrowser } from "#lib/http/browser-cookie.ts";
import { handle } from "#lib/http/handle.ts";
import { enrol } from "#lib/passkeys/enrol.ts";
import { finishRecovery } from "#lib/recovery/finish-recovery.ts";
import { spendLinkSession } from "#lib/sessions/end-sessions.ts";
import { openSession } from "#lib/sessions/open-session.ts";
import { canOnlyEnrol } from "#lib/sessions/session.ts";
import { readSessionHash } from "#lib/sessions/session-cookie.ts";
import { finishRegistration } from "#lib/webauthn/finish-registration.ts";
import { finishing, registrationResponse } from "#lib/webauthn/response-shapes.ts";

const shape = finishing(registrationResponse);

export const POST = handle(shape, async ({ request, body, caller, signedIn }) => {
  const sessionId = async () => (await signedIn())?.session.id ?? null;
  const holder = { browser: readBrowser(request), sessionId };
  const finished = await finishRegistration(body.ceremony, body.response, holder);
  if (isRefusal(finished)) return finished;
  const method = (await signedIn())?.session.method;
  const { ceremony, credential } = finished;
  const adding = ceremony.purpose === "add-passkey";
  // A link is for one passkey: its session ends first, and of many at once whoever ends it goes on.
  if (adding && method === "link" && !isRefusal(credential)) {
    if (!(await spendLinkSession(ceremony.session))) return refuse("signed-out");
  }
  const enrolled = await enrol(finished, caller);
  if (isRefusal(enrolled)) return enrolled;
  const { use, ...shown } = enrolled;
  if (adding && !(method && canOnlyEnrol(method))) return { status: 201, body: shown };
  if (adding && method === "recovery") {
    const { account, passkey } = shown;
    await finishRecovery({ accountId: account.id, passkeyId: passkey.id }, caller);
  }
  const entrance = {
    replaces: await readSessionHash(request.headers.get("cookie")),
    browser: ceremony.browser,
    kept: body.keepSignedIn,
  };
  const session = await openSession(use, entrance, caller);
  if (isRefusal(session)) return session;
  return { status: 201, body: shown, cookies: [session.cookie] };
});

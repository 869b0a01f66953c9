import { z } from "zod";
import { linkKinds } from "#db/recovery-schema.ts";
import { isRefusal, refuse } from "#lib/errors.ts";
import { readBrowser, recogniseBrowser } from "#lib/http/browser-cookie.ts";
import { type Call, handle } from "#lib/http/handle.ts";
import { joinAsApprover, joinAsDevice } from "#lib/links/join-link.ts";
import { readLink } from "#lib/links/read-link.ts";
import { findLack } from "#lib/sessions/find-lack.ts";

const joining = z.object({ kind: z.enum(linkKinds), code: z.string().max(64) });
type Joining = Call<z.infer<typeof joining>>;

const asDevice = async ({ request, body, caller, signedIn }: Joining) => {
  if (await signedIn()) return refuse("signed-in");
  const { hash, cookies } = recogniseBrowser(request);
  const joined = await joinAsDevice(body.code, hash, caller);
  if (isRefusal(joined)) return joined;
  const seen = await readLink(joined.id, { browser: hash, sessionId: null }, caller);
  return isRefusal(seen) ? seen : { status: 200, body: seen.status, cookies };
};

const asApprover = async ({ request, body, caller, signedIn }: Joining) => {
  const own = await signedIn();
  if (!own) return refuse("signed-out");
  const lack = findLack(own, { byPasskey: true });
  if (lack) return lack;
  const joined = await joinAsApprover(body.code, own, readBrowser(request));
  if (isRefusal(joined)) return joined;
  const seen = await readLink(joined.id, { browser: null, sessionId: own.session.id }, caller);
  return isRefusal(seen) ? seen : { status: 200, body: seen.status };
};

export const POST = handle({ limit: "POST /api/links/join", body: joining }, (call) =>
  call.body.kind === "sign-in" ? asApprover(call) : asDevice(call),
);

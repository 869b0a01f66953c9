import { authorize } from "#lib/gate/authorize.ts";
import { handle } from "#lib/http/handle.ts";

/** Where proxies send a browser that has no ticket. */
export const GET = handle({ limit: "read", navigated: true }, async ({ request, signedIn }) => {
  const { searchParams } = new URL(request.url);
  const asking = { returnTo: searchParams.get("return_to"), state: searchParams.get("state") };
  return { status: 302, location: await authorize(asking, await signedIn()) };
});

import { redirect } from "next/navigation";
import { signInPath } from "#lib/next-path.ts";
import { readPageSession } from "./read-page-session.ts";
import type { SignedIn } from "./read-session.ts";
import { canOnlyEnrol } from "./session.ts";

/**
 * The session of the page at `path`; who has none is sent to the sign-in, and back, and who
 * can only enrol a passkey to the page where that is done. Call it in each page, before anything is
 * shown: a layout is not rendered anew on every navigation.
 */
export async function requirePageSession(path: string): Promise<SignedIn> {
  const signedIn = (await readPageSession()) ?? redirect(signInPath(path));
  const { method } = signedIn.session;
  if (canOnlyEnrol(method)) redirect(method === "link" ? "/link/passkey" : "/recover/passkey");
  return signedIn;
}

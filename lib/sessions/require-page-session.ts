import { redirect } from "next/navigation";
import { signInPath } from "#lib/next-path.ts";
import { readPageSession } from "./read-page-session.ts";
import type { SignedIn } from "./read-session.ts";
import { canOnlyEnrol } from "./session.ts";

/**
 * The session of the page at `path`; who has none is sent to the sign-in, and back, and who got in by
 * a way of recovery to the page where a passkey is made. Call it in each
 * page, before anything is shown: a layout is not rendered anew on every navigation.
 */
export async function requirePageSession(path: string): Promise<SignedIn> {
  const signedIn = (await readPageSession()) ?? redirect(signInPath(path));
  if (canOnlyEnrol(signedIn.session.method)) redirect("/recover/passkey");
  return signedIn;
}

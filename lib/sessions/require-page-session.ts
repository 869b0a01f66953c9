import { redirect } from "next/navigation";
import { signInPath } from "#lib/next-path.ts";
import { readPageSession } from "./read-page-session.ts";
import type { SignedIn } from "./read-session.ts";

/**
 * The session of the page at `path`; who has none is sent to the sign-in, and back. Call it in each
 * page, before anything is shown: a layout is not rendered anew on every navigation.
 */
export async function requirePageSession(path: string): Promise<SignedIn> {
  return (await readPageSession()) ?? redirect(signInPath(path));
}

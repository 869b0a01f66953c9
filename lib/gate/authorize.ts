import { getDatabase } from "#lib/database.ts";
import { getEnv } from "#lib/env.ts";
import { signInPath } from "#lib/next-path.ts";
import { tokenPattern } from "#lib/secrets.ts";
import type { SignedIn } from "#lib/sessions/read-session.ts";
import { makeCode } from "./enter-service.ts";
import { findPassage } from "./find-passage.ts";
import { judge } from "./judge.ts";
import { readPath } from "./read-path.ts";
import { findTarget, withQuery } from "./return-address.ts";
import { findRule } from "./rule.ts";

/** What a proxy sends a browser with, and what the service's host adds. */
type Asking = { returnTo: string | null; state: string | null };

/**
 * Decides about a browser that wants to reach a page of a service.
 * @returns where it goes next: to sign in, to confirm that it is the same person, to be told that
 *   there is no access, to the service's host for the secret that ties it to this, or there with a
 *   code
 */
export async function authorize(
  { returnTo, state }: Asking,
  signedIn: SignedIn | null,
): Promise<string> {
  const target = await findTarget(returnTo);
  const path = target && readPath(target.path);
  if (!target || path === null) return "/gate/unknown";
  const again = { return_to: target.origin + target.path };
  if (!signedIn) return signInPath(withQuery("/gate/authorize", again));
  return await getDatabase().transaction(async (tx) => {
    const passage = await findPassage(tx, signedIn.session.id);
    const rule = findRule(target.service.rules, path, "GET");
    const lack = passage ? judge(rule, passage, Date.now() / 1000) : "role";
    if (lack === "role") return withQuery("/gate/no-access", again);
    if (lack === "fresh") return withQuery("/gate/confirm", again);
    if (!state || !tokenPattern.test(state)) {
      return target.origin + withQuery("/.latchkey/start", { return_to: target.path });
    }
    const code = await makeCode(tx, signedIn.session.id, target, state);
    return target.origin + withQuery("/.latchkey/callback", { code, return_to: target.path });
  });
}

/** The address, on the app's own origin, where a browser is let in to a page of a service. */
export function authorizeAddress(returnTo: string, more: Record<string, string> = {}): string {
  const path = withQuery("/gate/authorize", { return_to: returnTo, ...more });
  return getEnv().origins[0] + path;
}

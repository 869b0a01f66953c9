import type { Rule } from "./rule.ts";

/** Why somebody who is known may not pass. */
export type Lack = "role" | "fresh";

/**
 * Holds who comes against a rule.
 * @param authTime when the passkey was used, and `now`, in seconds since 1970
 * @returns what they lack; a role comes first, since no passkey helps there
 */
export function judge(
  { roles: wanted, maxAge }: Rule,
  { roles, authTime }: { roles: string[]; authTime: number },
  now: number,
): Lack | null {
  if (wanted.length > 0 && !wanted.some((role) => roles.includes(role))) return "role";
  return maxAge !== null && now - authTime > maxAge ? "fresh" : null;
}

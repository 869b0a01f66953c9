import { getEnv } from "#lib/env.ts";
import { hashToken, newToken } from "#lib/secrets.ts";

/** A new link to a page of ours, and what is stored of its secret. */
export function newMailLink(page: "/recover/mail" | "/stop-recovery") {
  const token = newToken();
  // After the #, so that no request and no log ever holds it.
  return { hash: hashToken(token), link: `${getEnv().origins[0]}${page}#${token}` };
}

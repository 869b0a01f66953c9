import type { IncomingHttpHeaders } from "node:http";
import { problems } from "#lib/errors.ts";
import { isNavigation } from "#lib/http/is-navigation.ts";
import { authorizeAddress } from "./authorize.ts";
import { decide, type Verdict } from "./decide.ts";
import type { GateState } from "./gate-state.ts";
import { identityHeaders } from "./identity-headers.ts";
import { originOf, withQuery } from "./return-address.ts";

export type GateAnswer = { status: number; headers: Record<string, string>; body: string };

const one = (value: string | string[] | undefined) => (typeof value === "string" ? value : "");

/** Where a person goes on who was refused; null where nothing would help. */
const locationFor = ({ help }: Extract<Verdict, { pass: false }>, host: string, target: string) => {
  const there = originOf(host);
  if (help === "renew") return there + withQuery("/.latchkey/renew", { return_to: target });
  return help ? authorizeAddress(there + target) : null;
};

/** RFC 9110 §11.6.1, with what RFC 9470 §3 says of a use of the passkey that is too long ago. */
const challenge = ({ service, rule, help }: Extract<Verdict, { pass: false }>, signIn: string) => {
  const stale = `, error="insufficient_user_authentication", max_age="${rule?.maxAge}"`;
  return `Latchkey realm="${service?.name}", sign_in="${signIn}"${help === "confirm" ? stale : ""}`;
};

/**
 * Answers a proxy that asks whether a request may pass: 204 with who it is, or what to answer the
 * client with instead. The proxy tells of the request in X-Forwarded-Method, -Host and -Uri.
 * @param redirects whether the proxy can hand on a redirection; else a person's is a 401 or 403 whose
 *   X-Gate-Location says where to, and X-Gate-Problem has the body, which such a proxy throws away
 */
export async function answerVerify(
  headers: IncomingHttpHeaders,
  redirects: boolean,
  state: GateState,
): Promise<GateAnswer> {
  const host = one(headers["x-forwarded-host"]).toLowerCase();
  const target = one(headers["x-forwarded-uri"]);
  const method = one(headers["x-forwarded-method"]);
  const verdict = await decide({ host, target, method, cookie: headers.cookie }, state);
  if (verdict.pass) {
    return { status: 204, headers: identityHeaders(verdict.service, verdict.claims), body: "" };
  }
  const location = locationFor(verdict, host, target);
  const asPage =
    location !== null && method === "GET" && isNavigation(headers.accept, headers.upgrade);
  if (asPage && redirects) return { status: 302, headers: { Location: location }, body: "" };
  const { status, title, detail } = problems[verdict.code];
  const problem = {
    type: `urn:problem:${verdict.code}`,
    title,
    status,
    code: verdict.code,
    detail,
  };
  const body = JSON.stringify({ ...problem, ...(location && { signIn: location }) });
  return {
    status,
    headers: {
      "Content-Type": "application/problem+json",
      ...(!redirects && { "X-Gate-Location": asPage ? location : "", "X-Gate-Problem": body }),
      ...(status === 401 && location && { "WWW-Authenticate": challenge(verdict, location) }),
    },
    body,
  };
}

import type { ProblemCode } from "#lib/errors.ts";
import { valuesOf } from "./gate-cookies.ts";
import type { GateState } from "./gate-state.ts";
import { judge } from "./judge.ts";
import { readPath } from "./read-path.ts";
import { findRule, methodShape, type Rule } from "./rule.ts";
import type { Service } from "./service.ts";
import type { Claims } from "./ticket.ts";

/** A request to a service, as its proxy tells of it. */
export type Question = {
  host: string;
  /** Path and query, as they stood in the request line. */
  target: string;
  method: string;
  cookie: string | undefined;
};

/** Lets pass, with who it is where that is known; or refuses, and says what would help. */
export type Verdict =
  | { pass: true; service: Service; claims: Claims | null }
  | { pass: false; code: ProblemCode; service?: Service; rule?: Rule; help?: Help };

/** The next ticket, another use of the passkey, a sign-in, or nothing but a role. */
export type Help = "renew" | "confirm" | "sign-in" | "role";

const ticketOf = async ({ cookie }: Question, service: Service, state: GateState) => {
  const [ticket, second] = valuesOf(cookie, "ticket");
  // Somebody put one beside another: which one the service would read is anybody's guess.
  if (!ticket || second !== undefined) return null;
  const claims = await state.claimsOf(ticket, service);
  return claims?.aud === service.name ? claims : null;
};

/** Decides about a request, from memory alone. What can't be known for sure is refused. */
export async function decide(question: Question, state: GateState): Promise<Verdict> {
  if (!state.fresh) return { pass: false, code: "unavailable" };
  const service = state.serviceAt(question.host);
  if (!service) return { pass: false, code: "not-found" };
  const path = readPath(question.target);
  if (path === null || !methodShape.test(question.method)) {
    return { pass: false, code: "invalid-request", service };
  }
  const rule = findRule(service.rules, path, question.method);
  const claims = await ticketOf(question, service, state);
  if (rule.open) return { pass: true, service, claims };
  if (!claims) {
    const help = valuesOf(question.cookie, "session").length > 0 ? "renew" : "sign-in";
    return { pass: false, code: "signed-out", service, rule, help };
  }
  const who = { roles: claims.roles.split(" "), authTime: claims.auth_time };
  const lack = judge(rule, who, Date.now() / 1000);
  if (lack === "role") return { pass: false, code: "no-access", service, rule, help: "role" };
  if (lack) return { pass: false, code: "signed-out", service, rule, help: "confirm" };
  return { pass: true, service, claims };
}

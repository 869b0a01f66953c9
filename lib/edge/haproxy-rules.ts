import { methodsOf, orderRules, type Rule } from "#lib/gate/rule.ts";
import { quote, returnWords } from "./haproxy-words.ts";

const covering = (prefix: string, at: number) => {
  const below = prefix.endsWith("/") ? prefix : `${prefix}/`;
  return [
    prefix === "/" ? "" : `acl path-${at} var(txn.path) -m str ${quote(prefix)}`,
    `acl path-${at} var(txn.path) -m beg ${quote(below)}`,
  ];
};

const asked = ({ open, roles, maxAge }: Rule, at: number) => {
  if (open) return [];
  const held = `{ var(txn.roles) -m reg '(^| )(${roles.join("|")})( |$)' }`;
  const fresh = `{ var(txn.now),sub(txn.time) le ${maxAge} }`;
  return [
    roles.length > 0 ? `http-request set-var(txn.lack) str(role) if rule-${at} !${held}` : "",
    maxAge !== null
      ? `http-request set-var(txn.lack) str(fresh) if rule-${at} !lacks-role !${fresh}`
      : "",
  ];
};

const linesOf = (rule: Rule, at: number) => [
  ...covering(rule.prefix, at),
  rule.methods.length > 0 ? `acl method-${at} method ${methodsOf(rule).join(" ")}` : "",
  `acl rule-${at} var(txn.rule) -m str ${at}`,
  `http-request set-var(txn.rule) str(${rule.open ? "open" : at}) if !ruled path-${at}${
    rule.methods.length > 0 ? ` method-${at}` : ""
  }`,
  ...asked(rule, at),
];

/** The lines that find the rule for a request, as `findRule` does, and hold whoever comes against it. */
export function ruleLines(rules: Rule[]): string {
  return orderRules(rules).flatMap(linesOf).filter(Boolean).join("\n");
}

/** The lines that ask for the passkey once more, each with how fresh a rule wants it (RFC 9470 §3). */
export function staleLines(service: string, rules: Rule[]): string {
  return orderRules(rules)
    .map(({ maxAge }, at) => {
      const stale = `error="insufficient_user_authentication", max_age="${maxAge}"`;
      const header = `Latchkey realm="${service}", sign_in="%[var(txn.to)]", ${stale}`;
      const words = `${returnWords("signed-out", "%[var(txn.to)]")} hdr WWW-Authenticate ${quote(header)}`;
      return maxAge === null
        ? ""
        : `http-request return ${words} if !passes known lacks-fresh rule-${at}`;
    })
    .filter(Boolean)
    .join("\n");
}

/** What the paths below `prefix` ask of whoever wants to pass. */
export type Rule = {
  prefix: string;
  methods: string[];
  open: boolean;
  roles: string[];
  maxAge: number | null;
};

/** Some services take `post` for `POST`, which no rule names; two that were joined are none. */
export const methodShape = /^[A-Z]+(-[A-Z]+)*$/;

/** Without a rule, a passkey must have been used in this session. */
const everywhere: Rule = { prefix: "/", methods: [], open: false, roles: [], maxAge: null };

const covers = (prefix: string, path: string) =>
  path === prefix || path.startsWith(prefix.endsWith("/") ? prefix : `${prefix}/`);

/** The methods that a rule is for. Services answer HEAD as they answer GET. */
export function methodsOf({ methods }: Rule): string[] {
  return methods.includes("GET") && !methods.includes("HEAD") ? [...methods, "HEAD"] : methods;
}

/** The order in which rules are looked at: long prefixes first, of two alike the one with methods. */
export function orderRules(rules: Rule[]): Rule[] {
  return rules.toSorted(
    (a, b) => b.prefix.length - a.prefix.length || b.methods.length - a.methods.length,
  );
}

/**
 * Finds the rule for a request: of those that cover `path`, the longest; of two for one prefix, the
 * one that names the method.
 * @param path as `readPath` gives it
 */
export function findRule(rules: Rule[], path: string, method: string): Rule {
  const fitting = rules
    .filter((rule) => covers(rule.prefix, path))
    .filter((rule) => rule.methods.length === 0 || methodsOf(rule).includes(method));
  return orderRules(fitting)[0] ?? everywhere;
}

import { getEnv } from "#lib/env.ts";
import { GateFault } from "./gate-fault.ts";
import { readPath } from "./read-path.ts";
import { originOf } from "./return-address.ts";
import { methodShape, type Rule } from "./rule.ts";
import { longestTicket, shortestTicket } from "./ticket.ts";

const check = (fits: boolean, fault: string) => {
  if (!fits) throw new GateFault(fault);
};

/** A service's name is the audience of its tickets. @throws GateFault */
export function checkName(name: string): string {
  check(/^[a-z0-9-]{1,40}$/.test(name), `"${name}" must be a-z, 0-9 and -, at most 40 of them.`);
  return name;
}

/** A host as a browser sends it: in lower case, with a port where it isn't the usual one. @throws GateFault */
export function checkHost(host: string): string {
  const fits = !host.endsWith(".") && !host.includes(".:") && URL.parse(originOf(host))?.host;
  check(
    fits === host,
    `"${host}" is not a host such as wiki.example.com or wiki.example.com:8443.`,
  );
  const hosts = getEnv().origins.map((origin) => new URL(origin).host);
  check(!hosts.includes(host), `"${host}" is the app's own host.`);
  return host;
}

/** The name of a role or group. @throws GateFault */
export function checkRole(role: string): string {
  check(
    /^[\w-]{1,64}$/.test(role),
    `"${role}" must be letters, digits, _ and -, at most 64 of them.`,
  );
  return role;
}

/** How long tickets of a service are good, in seconds. @throws GateFault */
export function checkTicketSeconds(seconds: number): number {
  const fits = Number.isInteger(seconds) && seconds >= shortestTicket && seconds <= longestTicket;
  check(fits, `Tickets are good for ${shortestTicket} to ${longestTicket} whole seconds.`);
  return seconds;
}

/** Below this, who confirms that it is them would be asked again at once, in seconds. */
const leastMaxAge = 30;

/** The prefix of a rule, as paths are read. @throws GateFault */
export function checkPrefix(prefix: string): string {
  const read = readPath(prefix);
  check(read !== null, `"${prefix}" is no path that all programs read alike.`);
  check(read === prefix, `"${prefix}" must be written "${read}".`);
  return prefix;
}

/** A rule that makes sense. @throws GateFault */
export function checkRule(rule: Rule): Rule {
  checkPrefix(rule.prefix);
  rule.roles.forEach(checkRole);
  const named = rule.methods.every((method) => methodShape.test(method));
  check(named, `Methods are written as in "methods=GET,POST".`);
  const { maxAge, open } = rule;
  const fits =
    maxAge === null || (Number.isInteger(maxAge) && maxAge >= leastMaxAge && maxAge < 2 ** 31);
  check(fits, `"fresh" is whole seconds, ${leastMaxAge} at the least.`);
  check(
    !open || (rule.roles.length === 0 && maxAge === null),
    `What is open asks for nothing else.`,
  );
  return {
    ...rule,
    methods: [...new Set(rule.methods)].sort(),
    roles: [...new Set(rule.roles)].sort(),
  };
}

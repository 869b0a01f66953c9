import { eq } from "drizzle-orm";
import { gateServices } from "#db/gate-schema.ts";
import { GateFault } from "./gate-fault.ts";
import { judge } from "./judge.ts";
import { readPath } from "./read-path.ts";
import { findRule, methodShape, type Rule } from "./rule.ts";
import { readServices } from "./service.ts";

const answers = {
  role: "403, whoever has none of the roles",
  fresh: "401, until the passkey is used once more",
};

/**
 * Says how the gate would decide about somebody with a ticket.
 * @param age how long ago their passkey was used, in seconds
 * @returns the rule that decides (none: paths or methods like that are refused), and what it answers
 * @throws GateFault where there is no such service
 */
export async function checkRequest(
  asked: { service: string; method: string; target: string },
  { roles, age }: { roles: string[]; age: number },
): Promise<{ rule: Rule | null; answer: string }> {
  const [service] = (await readServices(eq(gateServices.name, asked.service))).values();
  if (!service) throw new GateFault(`There is no service "${asked.service}".`);
  const path = readPath(asked.target);
  if (path === null || !methodShape.test(asked.method)) {
    return { rule: null, answer: "400, for everybody" };
  }
  const rule = findRule(service.rules, path, asked.method);
  const lack = judge(rule, { roles, authTime: 0 }, age);
  const signedOut = rule.open ? "with or without a ticket" : "401 without a ticket";
  return { rule, answer: lack ? answers[lack] : `204, passes; ${signedOut}` };
}

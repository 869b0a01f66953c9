import type { Rule } from "#lib/gate/rule.ts";
import { UsageFault } from "./verb.ts";

const list = (text: string) => text.split(",").filter(Boolean);

/** Reads a rule such as "/admin role=admin,ops fresh=300 methods=GET,POST". @throws UsageFault */
export function readRule(text: string): Rule {
  const [prefix = "", ...words] = text.split(" ").filter(Boolean);
  const rule: Rule = { prefix, methods: [], open: false, roles: [], maxAge: null };
  for (const word of words) {
    const [name, value] = word.split(/=(.*)/s);
    if (word === "open") rule.open = true;
    else if (name === "role" && value) rule.roles = list(value);
    else if (name === "fresh" && value) rule.maxAge = Number(value);
    else if (name === "methods" && value) rule.methods = list(value);
    else throw new UsageFault(`"${word}" is nothing that a rule may say.`);
  }
  return rule;
}

/** A rule in the words that `readRule` reads. */
export function writeRule({ prefix, methods, open, roles, maxAge }: Rule): string {
  const words = [
    prefix,
    open && "open",
    roles.length > 0 && `role=${roles.join(",")}`,
    maxAge !== null && `fresh=${maxAge}`,
    methods.length > 0 && `methods=${methods.join(",")}`,
  ];
  return words.filter(Boolean).join(" ");
}

import { parseArgs } from "node:util";
import { checkRequest } from "#lib/gate/check-request.ts";
import { addRule, addService, removeRules, removeService } from "#lib/gate/keep-services.ts";
import { readServices } from "#lib/gate/service.ts";
import { readRule, writeRule } from "./rule-words.ts";
import { take, UsageFault, type Verb } from "./verb.ts";

const add: Verb = {
  usage: `<name> --host <host>… [--ticket <seconds>] [--personal] [--rule "<rule>"]…`,
  read: (args) => {
    const { values, positionals } = parseArgs({
      args,
      allowPositionals: true,
      options: {
        host: { type: "string", multiple: true, default: [] },
        ticket: { type: "string", default: "300" },
        personal: { type: "boolean", default: false },
        rule: { type: "string", multiple: true, default: [] },
      },
    });
    const [name = ""] = take(positionals, 1);
    const { host: hosts, personal } = values;
    if (hosts.length === 0) throw new UsageFault();
    const rules = values.rule.map(readRule);
    const ticketSeconds = Number(values.ticket);
    return async () => {
      await addService({ name, hosts, ticketSeconds, personal, rules });
      return [`Added ${name}.`];
    };
  },
};

const list: Verb = {
  usage: "",
  read: (words) => {
    take(words, 0);
    return async () => {
      const byHost = [...(await readServices())];
      const names = new Set(byHost.map(([, { name }]) => name));
      const lines = [...names].flatMap((name) => {
        const own = byHost.filter(([, service]) => service.name === name);
        const [, service] = own[0] ?? [];
        if (!service) return [];
        const { ticketSeconds, personal, rules } = service;
        const hosts = own.map(([host]) => host).join(" ");
        return [
          `${name}  ${hosts}  tickets of ${ticketSeconds} s${personal ? ", with address and name" : ""}`,
          ...rules.map((rule) => `    ${writeRule(rule)}`),
        ];
      });
      return lines.length > 0 ? lines : ["No service is behind the gate."];
    };
  },
};

const remove: Verb = {
  usage: "<name>",
  read: (words) => {
    const [name = ""] = take(words, 1);
    return async () => {
      await removeService(name);
      return [`Removed ${name}.`];
    };
  },
};

const check: Verb = {
  usage: "<name> <METHOD> <path> [--roles a,b] [--age <seconds>]",
  read: (args) => {
    const { values, positionals } = parseArgs({
      args,
      allowPositionals: true,
      options: { roles: { type: "string" }, age: { type: "string", default: "0" } },
    });
    const [service = "", method = "", target = ""] = take(positionals, 3);
    const roles = values.roles?.split(",") ?? [];
    const age = Number(values.age);
    if (Number.isNaN(age)) throw new UsageFault("--age is a number of seconds.");
    return async () => {
      const { rule, answer } = await checkRequest({ service, method, target }, { roles, age });
      return [`Rule: ${rule ? writeRule(rule) : "none"}`, `Answer: ${answer}`];
    };
  },
};

const ruleAdd: Verb = {
  usage: `<service> "<prefix> [open] [role=a,b] [fresh=<seconds>] [methods=GET,POST]"`,
  read: (words) => {
    const [service = "", text = ""] = take(words, 2);
    const rule = readRule(text);
    return async () => {
      await addRule(service, rule);
      return [`Added to ${service}: ${writeRule(rule)}`];
    };
  },
};

const ruleRemove: Verb = {
  usage: "<service> <prefix>",
  read: (words) => {
    const [service = "", prefix = ""] = take(words, 2);
    return async () => {
      await removeRules(service, prefix);
      return [`Removed from ${service}: ${prefix}`];
    };
  },
};

export const serviceVerbs: Record<string, Verb> = {
  "service add": add,
  "service list": list,
  "service remove": remove,
  "service check": check,
  "service rule add": ruleAdd,
  "service rule remove": ruleRemove,
};

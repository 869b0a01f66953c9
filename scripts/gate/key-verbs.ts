import { parseArgs } from "node:util";
import { listKeys } from "#lib/gate/gate-keys.ts";
import { addKey, retireKey } from "#lib/gate/rotate-keys.ts";
import { take, type Verb } from "./verb.ts";

type Key = Awaited<ReturnType<typeof listKeys>>[number];

const stateOf = ({ signs, signsFrom, retiredAt }: Key) => {
  if (retiredAt) return `retired ${retiredAt.toISOString()}`;
  if (signs) return `signs now, from ${signsFrom.toISOString()}`;
  if (signsFrom.getTime() > Date.now()) return `will sign from ${signsFrom.toISOString()}`;
  return `verifies; signed from ${signsFrom.toISOString()}`;
};

const list: Verb = {
  usage: "",
  read: (words) => {
    take(words, 0);
    return async () => {
      const keys = await listKeys();
      if (keys.length === 0) return ["There is no key yet; the first service makes it."];
      return keys.map((key) => `${key.kid}  ${stateOf(key)}`);
    };
  },
};

const rotate: Verb = {
  usage: "[--in <seconds>]",
  read: (args) => {
    const { values } = parseArgs({ args, options: { in: { type: "string", default: "3600" } } });
    return async () => {
      const kid = await addKey(Number(values.in));
      return [`${kid} is published, and signs in ${values.in} s.`];
    };
  },
};

const retire: Verb = {
  usage: "<kid>",
  read: (words) => {
    const [kid = ""] = take(words, 1);
    return async () => {
      await retireKey(kid);
      return [`Retired ${kid}: its tickets are refused.`];
    };
  },
};

export const keyVerbs: Record<string, Verb> = {
  "keys list": list,
  "keys rotate": rotate,
  "keys retire": retire,
};

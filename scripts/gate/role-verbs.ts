import { grantRole, listRoles, revokeRole } from "#lib/gate/roles.ts";
import { onOneLine, take, UsageFault, type Verb } from "./verb.ts";

const change = (act: typeof grantRole, done: string): Verb => ({
  usage: "<account id or confirmed e-mail> <role>",
  read: (words) => {
    const [who = "", role = ""] = take(words, 2);
    return async () => {
      await act(who, role);
      return [`${done} ${role}.`];
    };
  },
});

const list: Verb = {
  usage: "[<account id or confirmed e-mail>]",
  read: (words) => {
    const [who, ...more] = words;
    if (more.length > 0) throw new UsageFault();
    return async () => {
      const rows = await listRoles(who);
      const lines = rows.map(
        ({ accountId, email, role }) => `${role}  ${accountId}  ${onOneLine(email)}`,
      );
      return lines.length > 0 ? lines : ["Nobody has a role."];
    };
  },
};

export const roleVerbs: Record<string, Verb> = {
  "role grant": change(grantRole, "Granted"),
  "role revoke": change(revokeRole, "Revoked"),
  "role list": list,
};

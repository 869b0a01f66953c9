import { expect, test } from "vitest";
import { newPerson } from "#e2e/support/people.ts";
import { listActivity } from "#lib/audit/list-activity.ts";
import { grantRole, revokeRole } from "#lib/gate/roles.ts";

test("a role that the operator gave or took is told by its name in the person's activity", async () => {
  const { account } = await newPerson();
  await grantRole(account.id, "ops");
  await revokeRole(account.id, "ops");
  const { events } = await listActivity(account.id, undefined);
  expect(events.map(({ name, role }) => [name, role]).slice(0, 3)).toEqual([
    ["gate-role-revoke", "ops"],
    ["gate-role-grant", "ops"],
    ["sign-in", null],
  ]);
});

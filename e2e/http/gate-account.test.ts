import { expect, test } from "vitest";
import { enter, newService, Visit } from "#e2e/support/gate.ts";
import { newPerson } from "#e2e/support/people.ts";
import { listActivity } from "#lib/audit/list-activity.ts";
import { grantRole, revokeRole } from "#lib/gate/roles.ts";

test("a role that the operator gave or took is told by its name in the person's activity", async () => {
  const { account } = await newPerson();
  await grantRole(account.id, "ops");
  await revokeRole(account.id, "ops");
  const { events } = await listActivity(account.id, undefined);
  expect(events.map(({ name, about }) => [name, about]).slice(0, 3)).toEqual([
    ["gate-role-revoke", "ops"],
    ["gate-role-grant", "ops"],
    ["sign-in", null],
  ]);
});

test("the copy tells of roles, and of services that the person is let in at", async () => {
  const { browser, account } = await newPerson();
  const visit = new Visit(browser);
  const service = await newService();
  await grantRole(account.id, "reader");
  await enter(visit, service);
  const stranger = await newPerson();
  await grantRole(stranger.account.id, "admin");
  await enter(new Visit(stranger.browser), service);
  const { session } = (await browser.get<{ session: { id: string } }>("/api/account")).body;
  const { body } = await browser.post<Record<string, unknown>>("/api/account/export", {});
  const createdAt = expect.stringMatching(/^\d{4}-.*Z$/);
  expect(body).toMatchObject({ roles: [{ name: "reader", createdAt }] });
  expect(body.services).toEqual([{ name: service.name, sessionId: session.id, createdAt }]);
  for (const event of [
    { name: "gate-role-grant", about: "reader" },
    { name: "gate-enter", about: service.name },
  ]) {
    expect(body.activity).toContainEqual(expect.objectContaining(event));
  }
  const text = JSON.stringify(body);
  for (const secret of visit.at(service.origin).cookies.values()) {
    expect(text).not.toContain(secret);
  }
});

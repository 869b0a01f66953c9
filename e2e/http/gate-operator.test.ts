import { execFile } from "node:child_process";
import { join } from "node:path";
import { and, eq } from "drizzle-orm";
import { expect, test } from "vitest";
import { auditEvents } from "#db/audit-schema.ts";
import { gateRoles } from "#db/gate-schema.ts";
import { snapshotDatabase } from "#e2e/support/database-snapshot.ts";
import { newService } from "#e2e/support/gate.ts";
import { confirmAddress, newPerson } from "#e2e/support/people.ts";
import { getDatabase } from "#lib/database.ts";
import { checkRequest } from "#lib/gate/check-request.ts";
import { listPublicKeys, signingKey } from "#lib/gate/gate-keys.ts";
import { addRule, addService, type NewService, removeRules } from "#lib/gate/keep-services.ts";
import { grantRole, listRoles, revokeRole } from "#lib/gate/roles.ts";
import { findService } from "#lib/gate/service.ts";
import { readRule, writeRule } from "#scripts/gate/rule-words.ts";

/** Runs the operator's command on the database of these tests. */
const command = async (...words: string[]) => {
  const { promise, resolve } = Promise.withResolvers<{ code: number; out: string }>();
  const script = join(import.meta.dirname, "../../scripts/gate.ts");
  const env = { ...process.env, NODE_ENV: "production" as const };
  execFile(process.execPath, [script, ...words], { env }, (error, out, err) =>
    resolve({ code: error ? Number(error.code) : 0, out: out + err }),
  );
  return await promise;
};

const eventsOf = async (name: string, what: string) =>
  await getDatabase()
    .select()
    .from(auditEvents)
    .where(and(eq(auditEvents.name, name), eq(auditEvents.about, what)));

test("the command adds, lists, checks and removes a service", async () => {
  const rules = ["--rule", "/admin role=ops,admin fresh=300", "--rule", "/public open methods=GET"];
  const added = await command("service", "add", "wiki", "--host", "wiki.localhost:8443", ...rules);
  expect(added).toEqual({ code: 0, out: "Added wiki.\n" });
  expect(await eventsOf("gate-service-add", "wiki")).toHaveLength(1);
  expect((await listPublicKeys()).keys.length).toBeGreaterThan(0);
  const { out } = await command("service", "list");
  expect(out).toContain("wiki  wiki.localhost:8443  tickets of 300 s\n");
  expect(out).toContain("    /admin role=admin,ops fresh=300\n    /public open methods=GET\n");
  const check = await command("service", "check", "wiki", "GET", "/admin/x", "--roles", "ops");
  expect(check.out).toBe(
    "Rule: /admin role=admin,ops fresh=300\nAnswer: 204, passes; 401 without a ticket\n",
  );
  expect((await command("service", "remove", "wiki")).code).toBe(0);
  expect(await findService("wiki.localhost:8443")).toBeNull();
  const again = await command("service", "remove", "wiki");
  expect(again).toEqual({ code: 1, out: 'There is no service "wiki".\n' });
}, 60_000);

test("the command gives and takes roles, and turns keys", async () => {
  const { account } = await newPerson();
  expect((await command("role", "grant", account.id, "ops")).out).toBe("Granted ops.\n");
  expect((await command("role", "list", account.id)).out).toBe(
    `ops  ${account.id}  ${account.email}\n`,
  );
  expect((await command("keys", "rotate", "--in", "60")).out).toMatch(/signs in 60 s/);
  const { out } = await command("keys", "list");
  expect(out).toMatch(/^[\w-]{16} {2}(signs now|will sign from|verifies)/);
  expect(out).not.toContain("Fe26");
}, 60_000);

test("words that say nothing end with 2, and show how it is said", async () => {
  const before = await snapshotDatabase();
  for (const words of [
    [],
    ["service"],
    ["service", "add", "wiki"],
    ["service", "add", "wiki", "--host", "a.localhost", "--color", "red"],
    ["service", "add", "wiki", "--host", "a.localhost", "--rule", "/ colour=red"],
    ["role", "grant", "somebody"],
    ["keys", "retire"],
  ]) {
    const { code, out } = await command(...words);
    expect(code, words.join(" ")).toBe(2);
    expect(out).toContain("npm run gate -- ");
  }
  expect(await snapshotDatabase()).toEqual(before);
}, 60_000);

const service = (more: Partial<NewService>): NewService => ({
  name: "shop",
  hosts: ["shop.localhost"],
  ticketSeconds: 300,
  personal: false,
  rules: [],
  ...more,
});

test("what makes no sense is refused, with nothing changed", async () => {
  const taken = await newService([], { name: "taken" });
  await signingKey();
  const before = await snapshotDatabase();
  const hosts = [
    "Shop.localhost",
    "http://shop.localhost",
    "shop.localhost/x",
    "shop.localhost.",
    "shop.localhost.:80",
    "shop.localhost:80",
    "shop.localhost:x",
    "user@shop.localhost",
    "shop localhost",
    "",
    "localhost:3000",
    taken.host,
  ];
  const rules = [
    "admin",
    "/Admin",
    "/admin/",
    "//admin",
    "/a/../b",
    "/a%2fb",
    "/a fresh=10",
    "/a fresh=1.5",
    "/a role=a.b",
    "/a methods=get",
    "/a open role=x",
  ];
  const wrong = [
    ...["", "Shop", "shop_1", "s".repeat(41), "taken"].map((name) => ({ name })),
    ...hosts.map((host) => ({ hosts: [host] })),
    ...[29, 901, 60.5, Number.NaN].map((ticketSeconds) => ({ ticketSeconds })),
    ...rules.map((rule) => ({ rules: [readRule(rule)] })),
    { rules: [readRule("/a"), readRule("/a role=x")] },
    { hosts: ["shop.localhost", "shop.localhost"] },
  ];
  for (const more of wrong) {
    const fault = addService(service(more));
    await expect(fault, JSON.stringify(more)).rejects.toThrow(/^[^\n]+\.$/);
    await expect(fault).rejects.toMatchObject({ name: "GateFault" });
  }
  expect(await snapshotDatabase()).toEqual(before);
});

test("rules are added and removed by their prefix", async () => {
  const { name, host } = await newService();
  await addRule(name, readRule("/a methods=POST,GET,GET role=y,x"));
  await addRule(name, readRule("/a fresh=60"));
  const rules = async () => ((await findService(host))?.rules ?? []).map(writeRule);
  expect(await rules()).toEqual(["/a role=x,y methods=GET,POST", "/a fresh=60"]);
  expect(await eventsOf("gate-rule-add", name)).toHaveLength(2);
  await removeRules(name, "/a");
  expect(await rules()).toEqual([]);
  await expect(removeRules(name, "/a")).rejects.toThrow("no rule");
});

test.each([
  ["GET", "/", [], 0, "/", /^204/],
  ["GET", "/admin/x", [], 0, "/admin role=ops fresh=60", /^403/],
  ["GET", "/%61dmin", ["ops"], 61, "/admin role=ops fresh=60", /^401/],
  ["GET", "/admin", ["ops"], 60, "/admin role=ops fresh=60", /^204/],
  ["GET", "/open", [], 0, "/open open", /^204.*without a ticket/],
  ["GET", "/admin/..", [], 0, null, /^400/],
  ["get", "/", [], 0, null, /^400/],
])(
  "the check of %s %s with %j, %i s after the passkey",
  async (method, target, roles, age, rule, answer) => {
    const { name } = await newService([
      { prefix: "/admin", roles: ["ops"], maxAge: 60 },
      { prefix: "/open", open: true },
    ]);
    const checked = await checkRequest({ service: name, method, target }, { roles, age });
    expect(checked.rule && writeRule(checked.rule)).toBe(rule);
    expect(checked.answer).toMatch(answer);
  },
);

test("roles are given by id, or by an address that was confirmed", async () => {
  const { account } = await newPerson();
  await expect(grantRole(account.email, "ops")).rejects.toThrow("No account");
  await confirmAddress(account.id);
  await grantRole(account.email.toUpperCase(), "ops");
  await expect(grantRole(account.id, "ops")).rejects.toThrow("already");
  for (const role of ["", "a b", "a.b", "ö", "x".repeat(65)]) {
    await expect(grantRole(account.id, role)).rejects.toThrow("must be letters");
  }
  expect(await listRoles(account.email)).toEqual([
    { accountId: account.id, email: account.email, role: "ops" },
  ]);
  await revokeRole(account.id, "ops");
  await expect(revokeRole(account.id, "ops")).rejects.toThrow("doesn't have");
  expect(await listRoles(account.id)).toEqual([]);
  const own = eq(auditEvents.accountId, account.id);
  const events = await getDatabase().select().from(auditEvents).where(own);
  const told = events.filter(({ name }) => name.startsWith("gate-role"));
  expect(told.map(({ name, about }) => [name, about])).toEqual([
    ["gate-role-grant", "ops"],
    ["gate-role-revoke", "ops"],
  ]);
  for (const { requestId } of told) expect(requestId).toMatch(/^[\da-f-]{36}$/);
});

test("fifty at once give one person fifty roles", async () => {
  const { account } = await newPerson();
  const roles = Array.from({ length: 50 }, (_, index) => `role-${index}`);
  await Promise.all(roles.map((role) => grantRole(account.id, role)));
  const own = eq(gateRoles.accountId, account.id);
  expect(await getDatabase().select().from(gateRoles).where(own)).toHaveLength(50);
});

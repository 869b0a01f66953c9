import { and, eq } from "drizzle-orm";
import type { Transaction } from "#db/client.ts";
import { gateHosts, gateRules, gateServices } from "#db/gate-schema.ts";
import { getDatabase } from "#lib/database.ts";
import { newOpaqueId } from "#lib/opaque-id.ts";
import { GateFault } from "./gate-fault.ts";
import { signingKey } from "./gate-keys.ts";
import { noteChange } from "./note-change.ts";
import type { Rule } from "./rule.ts";
import {
  checkHost,
  checkName,
  checkPrefix,
  checkRule,
  checkTicketSeconds,
} from "./service-fields.ts";

export type NewService = {
  name: string;
  hosts: string[];
  ticketSeconds: number;
  personal: boolean;
  rules: Rule[];
};

/** Puts a service behind the gate, all of it or nothing. @throws GateFault */
export async function addService({ name, hosts, ticketSeconds, personal, rules }: NewService) {
  const id = newOpaqueId();
  const row = {
    id,
    name: checkName(name),
    ticketSeconds: checkTicketSeconds(ticketSeconds),
    personal,
  };
  const checked = hosts.map(checkHost);
  // The first service needs a key, which proxies may ask for at once.
  await signingKey();
  await getDatabase().transaction(async (tx) => {
    const added = await tx.insert(gateServices).values(row).onConflictDoNothing().returning();
    if (added.length === 0) throw new GateFault(`There is a service "${name}" already.`);
    for (const host of checked) {
      const own = { host, serviceId: id };
      const rows = await tx.insert(gateHosts).values(own).onConflictDoNothing().returning();
      if (rows.length === 0) throw new GateFault(`"${host}" is a service's host already.`);
    }
    for (const rule of rules) await insertRule(tx, id, rule);
    await noteChange(tx, "gate-service-add", name);
  });
}

/** Takes a service away; its tickets end with it. @throws GateFault where there is none */
export async function removeService(name: string): Promise<void> {
  await getDatabase().transaction(async (tx) => {
    await tx.delete(gateServices).where(eq(gateServices.id, await idOf(tx, name)));
    await noteChange(tx, "gate-service-remove", name);
  });
}

/** Adds a rule to a service. @throws GateFault */
export async function addRule(service: string, rule: Rule): Promise<void> {
  await getDatabase().transaction(async (tx) => {
    await insertRule(tx, await idOf(tx, service), rule);
    await noteChange(tx, "gate-rule-add", service);
  });
}

/** Removes a service's rules for that prefix, whatever their methods. @throws GateFault */
export async function removeRules(service: string, prefix: string): Promise<void> {
  await getDatabase().transaction(async (tx) => {
    const own = eq(gateRules.serviceId, await idOf(tx, service));
    const removed = await tx
      .delete(gateRules)
      .where(and(own, eq(gateRules.prefix, checkPrefix(prefix))))
      .returning();
    if (removed.length === 0) throw new GateFault(`"${service}" has no rule for "${prefix}".`);
    await noteChange(tx, "gate-rule-remove", service);
  });
}

const idOf = async (tx: Transaction, name: string) => {
  const [found] = await tx
    .select()
    .from(gateServices)
    .where(eq(gateServices.name, name))
    .for("update");
  if (!found) throw new GateFault(`There is no service "${name}".`);
  return found.id;
};

const insertRule = async (tx: Transaction, serviceId: string, rule: Rule) => {
  const checked = checkRule(rule);
  const row = { ...checked, serviceId };
  const added = await tx.insert(gateRules).values(row).onConflictDoNothing().returning();
  const twice = `Two rules for "${checked.prefix}" name the same methods.`;
  if (added.length === 0) throw new GateFault(twice);
};

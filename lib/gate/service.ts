import { eq, type SQL } from "drizzle-orm";
import { gateHosts, gateRules, gateServices } from "#db/gate-schema.ts";
import { getDatabase } from "#lib/database.ts";
import type { Rule } from "./rule.ts";

/** A service behind the gate, reached at one of its hosts. */
export type Service = {
  id: string;
  name: string;
  ticketSeconds: number;
  personal: boolean;
  /** Sealed (service-secret.ts); null: the gate's keys sign its tickets. */
  secret: string | null;
  rules: Rule[];
};

/**
 * Reads services, by each of their hosts. One statement, so that none is ever seen without the rules
 * that were written with it.
 */
export async function readServices(where?: SQL): Promise<Map<string, Service>> {
  const rows = await getDatabase()
    .select({ host: gateHosts.host, service: gateServices, rule: gateRules })
    .from(gateHosts)
    .innerJoin(gateServices, eq(gateServices.id, gateHosts.serviceId))
    .leftJoin(gateRules, eq(gateRules.serviceId, gateServices.id))
    .where(where)
    .orderBy(gateServices.name, gateHosts.host, gateRules.prefix, gateRules.id);
  const known = new Map<string, Service>();
  for (const { host, service, rule } of rows) {
    const one = known.get(host) ?? { ...service, rules: [] };
    if (rule) one.rules.push(rule);
    known.set(host, one);
  }
  return known;
}

/** The service at `host`, by a look at the tables. */
export async function findService(host: string): Promise<Service | null> {
  return (await readServices(eq(gateHosts.host, host))).get(host) ?? null;
}

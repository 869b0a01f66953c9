import { sql } from "drizzle-orm";
import ipaddr from "ipaddr.js";
import { gateServices } from "#db/gate-schema.ts";
import { getDatabase } from "#lib/database.ts";
import type { Env } from "#lib/env.ts";

const mayRewriteTrail = async (): Promise<boolean> => {
  const [row] = await getDatabase().execute<{ may: boolean }>(
    sql`select has_table_privilege('audit_events', 'update, delete, truncate') as may`,
  );
  return row?.may ?? false;
};

/** From how many seconds on a difference is told of. */
const worthTelling = 30;

/** How far this machine's clock is ahead of the database's, in seconds. */
const secondsAhead = async (): Promise<number> => {
  const [row] = await getDatabase().execute<{ now: string }>(
    sql`select extract(epoch from clock_timestamp()) as now`,
  );
  return Math.round(Date.now() / 1000 - Number(row?.now));
};

/** Whether other machines may reach `host`; a name may lead anywhere. */
const isExposed = (host: string): boolean => {
  const address = host.replace(/^\[(.*)\]$/, "$1");
  if (!ipaddr.isValid(address)) return address !== "localhost";
  return ipaddr.parse(address).range() !== "loopback";
};

const guardsServices = async (): Promise<boolean> => (await getDatabase().$count(gateServices)) > 0;

/** Finds what an operator should be told of at the start, though it does not stop it. */
export async function findRisks({ limitsScale, gate, trustedProxyHops }: Env): Promise<string[]> {
  const risks: string[] = [];
  if (limitsScale !== 1) {
    risks.push(`LIMITS_SCALE is ${limitsScale}: every rate limit is multiplied by it.`);
  }
  if (await mayRewriteTrail()) {
    risks.push(
      "The role in DATABASE_URL may rewrite the audit trail, as a superuser may: docs/operations.md says how to give the app one that can't.",
    );
  }
  if (gate && isExposed(gate.host)) {
    risks.push(
      `GATE_LISTEN is ${gate.host}: let nobody but your proxies reach it, since what they say of a request is believed there.`,
    );
  }
  if (trustedProxyHops === 0 && (await guardsServices())) {
    risks.push(
      "Services are behind the gate, and TRUSTED_PROXY_HOPS is 0: everybody who comes by a service's proxy counts as one address, for limits and in the audit trail.",
    );
  }
  const ahead = await secondsAhead();
  if (Math.abs(ahead) > worthTelling) {
    risks.push(
      `The clocks of this machine and of the database differ by ${Math.abs(ahead)} s: ceremonies end by the one, sessions and links by the other.`,
    );
  }
  return risks;
}

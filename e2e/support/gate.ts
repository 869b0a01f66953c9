import { randomBytes } from "node:crypto";
import { gateHosts, gateRules, gateServices } from "#db/gate-schema.ts";
import { getDatabase } from "#lib/database.ts";
import { answerVerify } from "#lib/gate/answer-verify.ts";
import { authorizeAddress } from "#lib/gate/authorize.ts";
import { GateState } from "#lib/gate/gate-state.ts";
import { originOf } from "#lib/gate/return-address.ts";
import type { Service } from "#lib/gate/service.ts";
import { nextSecret, storeSecret } from "#lib/gate/service-secret.ts";
import { newOpaqueId } from "#lib/opaque-id.ts";
import { callRoute } from "./call-route.ts";
import { HttpClient } from "./http-client.ts";
import { userAgent } from "./people.ts";

const browser = { "user-agent": userAgent };

type NewRule = Partial<Omit<typeof gateRules.$inferInsert, "serviceId">> & { prefix: string };

/** Puts a service with those rules behind the gate, at a host of its own unless one is given. */
export async function newService(
  rules: NewRule[] = [],
  more: Partial<typeof gateServices.$inferInsert> = {},
  at?: string,
) {
  const name = more.name ?? `service-${randomBytes(4).toString("hex")}`;
  const host = at ?? `${name}.localhost:8080`;
  const id = newOpaqueId();
  await getDatabase().transaction(async (tx) => {
    await tx.insert(gateServices).values({ ...more, id, name });
    await tx.insert(gateHosts).values({ host, serviceId: id });
    if (rules.length > 0) {
      await tx.insert(gateRules).values(rules.map((rule) => ({ ...rule, serviceId: id })));
    }
  });
  return { id, name, host, origin: originOf(host) };
}

/** Has a service's tickets signed by a secret of its own, or by the gate's keys. */
export const keepSecret = async (service: Service, wanted: boolean) =>
  await storeSecret(service, await nextSecret(service, wanted));

type Place = { host: string; origin: string };

/** What an instance knows that has just looked. */
export async function newState(most?: number): Promise<GateState> {
  const state = new GateState(most);
  await state.refresh();
  return state;
}

/** What a proxy tells of a browser's navigation to a page of the service; `headers` change that. */
export const told = ({ host }: Place, target = "/", headers: Record<string, string> = {}) => ({
  "x-forwarded-host": host,
  "x-forwarded-uri": target,
  "x-forwarded-method": "GET",
  accept: "text/html",
  ...headers,
});

/** Asks as a proxy does that can hand redirections on. */
export const ask = (state: GateState, ...about: Parameters<typeof told>) =>
  answerVerify(told(...about), true, state);

/** A service, and the browser of somebody who has been let in there. */
export async function enter(visit: Visit, service: Place): Promise<{ cookie: string }> {
  const { address } = await visit.follow(authorizeAddress(`${service.origin}/in`));
  if (address !== `${service.origin}/in`) throw new Error(`not let in, but sent to ${address}`);
  return { cookie: visit.cookieAt(service.origin) };
}

/** A browser's visits: each host has cookies of its own. */
export class Visit {
  readonly #hosts = new Map<string, HttpClient>();
  readonly #call: typeof callRoute;

  constructor(atApp: HttpClient, call = callRoute) {
    this.#hosts.set(atApp.origin, atApp);
    this.#call = call;
  }

  at(place: string): HttpClient {
    const host = this.#hosts.get(place) ?? new HttpClient(place, browser, this.#call);
    this.#hosts.set(place, host);
    return host;
  }

  /** The Cookie header that goes to a host. */
  cookieAt(place: string): string {
    return [...this.at(place).cookies].map((pair) => pair.join("=")).join("; ");
  }

  /** Asks the app at one of its addresses on any host, as a person's browser. */
  go(address: string) {
    const { origin, host, pathname, search } = new URL(address);
    return this.at(origin).get(pathname + search, { host, accept: "text/html" });
  }

  /** Follows redirections from `address` until something else is answered or a page is reached. */
  async follow(address: string): Promise<{ status: number; address: string; steps: string[] }> {
    const steps: string[] = [];
    let next = new URL(address);
    for (let hop = 0; hop < 10; hop += 1) {
      const served = /^\/(\.latchkey|gate\/authorize)/.test(next.pathname);
      if (!served) return { status: 0, address: next.href, steps };
      steps.push(next.pathname);
      const { status, headers } = await this.go(next.href);
      const location = headers.get("location");
      if (!location) return { status, address: next.href, steps };
      next = new URL(location, next);
    }
    throw new Error(`too many redirections: ${steps.join(" ")}`);
  }
}

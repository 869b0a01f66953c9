import { mkdtemp } from "node:fs/promises";
import { join } from "node:path";
import { expect, vi } from "vitest";
import { findFreePort } from "#db/embedded/find-free-port.ts";
import { newService, Visit } from "#e2e/support/gate.ts";
import { HttpClient } from "#e2e/support/http-client.ts";
import { newEmail, userAgent } from "#e2e/support/people.ts";
import { signUp } from "#e2e/support/run-ceremonies.ts";
import { SoftwareAuthenticator } from "#e2e/support/software-authenticator.ts";
import { signingKey } from "#lib/gate/gate-keys.ts";
import { type Answer, ask, callOverNetwork, type Sent } from "./ask.ts";
import { type Arrival, startDummyService } from "./dummy-service.ts";
import type { Edge, Place } from "./place.ts";
import { startSite } from "./start-site.ts";
import { claimsFor, cookieOf, sign } from "./tickets.ts";

/** What the service's paths ask for. */
const rules = [
  { prefix: "/open", open: true },
  { prefix: "/admin", roles: ["admin"] },
  { prefix: "/fresh", maxAge: 60 },
  { prefix: "/orders", methods: ["POST"], roles: ["writer"] },
];

/** What came back to the client, and what reached the service. */
export type Seen = Answer & { arrivals: Arrival[] };

/** Somebody with a passkey, and their browser, which sends `more` to the service and the app. */
const newPerson = async (origin: string, more: Record<string, string>) => {
  const atApp = new HttpClient(origin, { "user-agent": userAgent }, callOverNetwork);
  const { status, body } = await signUp(atApp, new SoftwareAuthenticator({ origin }), newEmail());
  expect(status).toBe(201);
  const call: typeof callOverNetwork = (request) => {
    for (const [name, value] of Object.entries(more)) request.headers.set(name, value);
    return callOverNetwork(request);
  };
  const { account, passkey } = body;
  return { atApp, account, passkey, visit: new Visit(atApp, call) };
};

/** Waits until the gate has heard of the service. */
const expectKnown = ({ gate, host }: Place) => {
  const headers: [string, string][] = [
    ["X-Forwarded-Host", host],
    ["X-Forwarded-Uri", "/"],
    ["X-Forwarded-Method", "GET"],
  ];
  const check = async () => expect((await ask(gate, "/verify", { headers })).status).toBe(401);
  return vi.waitFor(check, { timeout: 5_000 });
};

/**
 * Starts the app, a service, and a proxy in front of it; what was started is put on `started`, to be
 * stopped in turn, also where something did not start.
 */
export async function startWorld(edge: Edge, started: AsyncDisposableStack) {
  const site = await startSite(true);
  started.defer(site.stop);
  const dummy = await startDummyService();
  started.defer(dummy.stop);
  const port = await findFreePort();
  const servername = "service.localhost";
  // Before the service, as the operator's command has it: who knows the service knows the key.
  await signingKey();
  const service = await newService(rules, {}, `${servername}:${port}`);
  const place: Place = {
    service: service.name,
    host: service.host,
    port,
    upstream: dummy.port,
    app: site.app,
    gate: site.gate,
    origin: site.origin,
    certificate: site.certificate,
    folder: await mkdtemp(join(site.folder, "proxy-")),
  };
  await expectKnown(place);
  started.defer((await edge.start(place)).stop);

  /** Sends a request to the service's host, by the proxy at `at`. */
  const send = async (target: string, sent: Sent = {}, at = port): Promise<Seen> => {
    const before = dummy.arrivals.length;
    const answer = await ask(at, target, { servername, host: service.host, ...sent });
    return { ...answer, arrivals: dummy.arrivals.slice(before) };
  };

  /** The Cookie header of somebody with these roles. */
  const ticket = async (changes: Parameters<typeof claimsFor>[1] = {}) =>
    cookieOf(await sign(claimsFor(service.name, changes)));

  /** Works with another such proxy, of which something is otherwise. */
  const beside = async <T>(changes: Partial<Place>, work: (at: number) => Promise<T>) => {
    const other = await findFreePort();
    const folder = await mkdtemp(join(site.folder, "proxy-"));
    const { stop } = await edge.start({ ...place, port: other, folder, ...changes });
    try {
      return await work(other);
    } finally {
      await stop();
    }
  };

  /** Somebody who signed up and went to the service, with what they would send it. */
  const enter = async (more: Record<string, string> = {}) => {
    const person = await newPerson(site.origin, more);
    const { headers } = await send("/", { headers: [["Accept", "text/html"]] });
    const arrived = await person.visit.follow(headers.get("location") ?? "");
    expect(arrived).toMatchObject({ status: 0, address: `${service.origin}/` });
    const cookie = (): [string, string] => ["Cookie", person.visit.cookieAt(service.origin)];
    return { ...person, cookie };
  };

  return { edge, site, dummy, service, place, send, ticket, beside, enter };
}

/** The app, a service and the proxy between them, as they run. */
export type World = Awaited<ReturnType<typeof startWorld>>;

/** One thing that every proxy must get right. */
export type Case = { name: string; run: (world: World) => Promise<void> };

/** Holds what was seen against a refusal: of that status, and nothing reached the service. */
export function expectRefused({ status, arrivals }: Seen, ...statuses: number[]): void {
  expect(statuses).toContain(status);
  expect(arrivals).toEqual([]);
}

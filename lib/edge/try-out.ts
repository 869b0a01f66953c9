import { once } from "node:events";
import { createServer, request } from "node:http";
import type { AddressInfo } from "node:net";
import { findFreePort } from "#db/embedded/find-free-port.ts";
import { gateCookies } from "#lib/gate/gate-cookies.ts";
import { GateFault } from "#lib/gate/gate-fault.ts";
import { type Signer, signersOf } from "#lib/gate/signer.ts";
import { mintTicket, shortestTicket } from "#lib/gate/ticket.ts";
import { cookieName } from "#lib/http/cookies.ts";
import { newOpaqueId } from "#lib/opaque-id.ts";
import { withProgram } from "./run-proxy.ts";
import type { Guarded } from "./setup.ts";

/** Answers everybody with whom the proxy says that it is. */
const startEcho = async () => {
  const server = createServer(({ headers }, response) => {
    response.end(JSON.stringify(headers["x-auth-subject"] ?? null));
  }).listen(0, "127.0.0.1");
  await once(server, "listening");
  return { server, port: (server.address() as AddressInfo).port };
};

/** Who it is according to the proxy; null for nobody. */
const subjectOf = async (port: number, host: string, ticket: string): Promise<string | null> => {
  const cookie = `${cookieName(gateCookies.ticket)}=${ticket}`;
  const asked = request({ host: "127.0.0.1", port, agent: false, headers: { host, cookie } });
  asked.setTimeout(3_000, () => asked.destroy(new Error("the proxy does not answer"))).end();
  const [response] = await once(asked, "response");
  const parts: Buffer[] = await response.toArray();
  return response.statusCode === 200 ? JSON.parse(Buffer.concat(parts).toString()) : null;
};

const ticketBy = async ({ name, rules }: Guarded, signer: Signer, sub: string) => {
  const roles = rules.flatMap((rule) => rule.roles).join(" ");
  const auth_time = Math.floor(Date.now() / 1000);
  const told = { aud: name, sub, did: newOpaqueId(), roles, auth_time };
  return await mintTicket(told, newOpaqueId(), shortestTicket, signer);
};

/** Another signature, in the same shape. */
const garble = (ticket: string) => {
  const at = ticket.lastIndexOf(".") + 10;
  return ticket.slice(0, at) + (ticket[at] === "A" ? "B" : "A") + ticket.slice(at + 1);
};

const tryTickets = async (port: number, service: Guarded, proxy: string) => {
  const [host = ""] = service.hosts;
  for (const signer of await signersOf(service)) {
    const subject = newOpaqueId();
    const ticket = await ticketBy(service, signer, subject);
    const named = signer.header.kid ? ` of key ${signer.header.kid}` : "";
    if ((await subjectOf(port, host, ticket)) !== subject) {
      throw new GateFault(`${proxy} does not let a good ticket${named} pass; nothing was written.`);
    }
    if ((await subjectOf(port, host, garble(ticket))) !== null) {
      throw new GateFault(`${proxy} lets a forged ticket${named} pass; nothing was written.`);
    }
  }
};

/**
 * Holds a configuration against tickets, since the proxies' own checks pass one whose keys verify
 * nothing, or everything: runs it for a moment in front of a service that says whom it was told of.
 * @param prepare writes the configuration for a port and a service's port; gives the command to run
 * @throws GateFault where a good ticket doesn't pass, or a forged one does
 */
export async function tryOut(
  service: Guarded,
  prepare: (port: number, upstream: number) => Promise<string[]>,
): Promise<void> {
  const echo = await startEcho();
  try {
    const port = await findFreePort();
    const command = await prepare(port, echo.port);
    const [proxy = ""] = command;
    await withProgram(command, port, () => tryTickets(port, service, proxy)).catch((error) => {
      throw new GateFault(error.message);
    });
  } finally {
    echo.server.closeAllConnections();
    echo.server.close();
  }
}

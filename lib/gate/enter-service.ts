import { and, eq, gt, sql } from "drizzle-orm";
import type { Transaction } from "#db/client.ts";
import { gateCodes, gateSessions } from "#db/gate-schema.ts";
import { recordEvent } from "#lib/audit/event.ts";
import { getDatabase } from "#lib/database.ts";
import type { Caller } from "#lib/http/caller.ts";
import { newOpaqueId } from "#lib/opaque-id.ts";
import { hashToken, newToken } from "#lib/secrets.ts";
import type { AtService } from "./at-service.ts";
import { findPassage, type Passage } from "./find-passage.ts";
import type { Ticket } from "./gate-cookies.ts";
import type { Service } from "./service.ts";
import { signerOf } from "./signer.ts";
import { mintTicket } from "./ticket.ts";

/** How long a code is good, in seconds. */
const codeSeconds = 30;

/**
 * Makes the code that takes the browser of a session to a service; it is stored as a hash.
 * @param stateHash of the secret that the browser keeps at the service's host
 */
export async function makeCode(
  tx: Transaction,
  sessionId: string,
  { service, host }: { service: Service; host: string },
  stateHash: string,
): Promise<string> {
  const code = newToken();
  await tx.insert(gateCodes).values({
    codeHash: hashToken(code),
    host,
    serviceId: service.id,
    sessionId,
    stateHash,
    expiresAt: sql`now() + make_interval(secs => ${codeSeconds})`,
  });
  return code;
}

/** Never in a transaction: the key is read by another connection, for which all might wait. */
const ticketFor = async (
  { account, passkeyId, authTime, roles }: Passage,
  service: Service,
  gateSessionId: string,
): Promise<Ticket> => {
  // An address that nobody confirmed may be another person's.
  const email = account.emailVerifiedAt ? account.email : "";
  const { name: aud, ticketSeconds: seconds, personal } = service;
  const told = {
    aud,
    sub: account.id,
    did: passkeyId,
    roles: roles.join(" "),
    auth_time: authTime,
    ...(personal && { email, name: account.name ?? "" }),
  };
  return {
    ticket: await mintTicket(told, gateSessionId, seconds, await signerOf(service)),
    seconds,
  };
};

const spendCode = async (tx: Transaction, code: string, state: string, at: AtService) => {
  const [spent] = await tx
    .delete(gateCodes)
    .where(
      and(
        eq(gateCodes.codeHash, hashToken(code)),
        eq(gateCodes.host, at.host),
        eq(gateCodes.serviceId, at.service.id),
        eq(gateCodes.stateHash, hashToken(state).toString("base64url")),
        gt(gateCodes.expiresAt, sql`now()`),
      ),
    )
    .returning({ sessionId: gateCodes.sessionId });
  return spent;
};

/** What came back to a service's host: a code, and the browser's own secret and earlier session. */
type Return = { code: string; state: string; before: string };

/**
 * Spends a code and opens the browser's session at the service, with the first ticket; a session that
 * it had there ends.
 * @returns what the browser is to keep; null where the code is unknown, spent, late, or was for
 *   another browser or host, or its session ended meanwhile
 */
export async function enterService(
  { code, state, before }: Return,
  at: AtService,
  caller: Caller,
): Promise<{ gateSession: string; ticket: Ticket } | null> {
  const id = newOpaqueId();
  const gateSession = newToken();
  const passage = await getDatabase().transaction(async (tx) => {
    const spent = await spendCode(tx, code, state, at);
    const found = spent && (await findPassage(tx, spent.sessionId));
    if (!found) return null;
    const { sessionId } = spent;
    const ids = { accountId: found.account.id, passkeyId: found.passkeyId, sessionId };
    await tx.insert(gateSessions).values({
      id,
      tokenHash: hashToken(gateSession),
      sessionId,
      accountId: found.account.id,
      serviceId: at.service.id,
    });
    const about = at.service.name;
    await recordEvent(tx, { name: "gate-enter", outcome: "done", ...ids, about }, caller);
    await tx.delete(gateSessions).where(sessionAt(before, at.service));
    return found;
  });
  return passage && { gateSession, ticket: await ticketFor(passage, at.service, id) };
}

const sessionAt = (gateSession: string, { id }: Service) =>
  and(eq(gateSessions.tokenHash, hashToken(gateSession)), eq(gateSessions.serviceId, id));

/**
 * Signs the next ticket for a browser that has a session at the service.
 * @returns null where that ended, or may no longer pass
 */
export async function renewTicket(gateSession: string, service: Service): Promise<Ticket | null> {
  const found = await getDatabase().transaction(async (tx) => {
    const [own] = await tx.select().from(gateSessions).where(sessionAt(gateSession, service));
    const passage = own && (await findPassage(tx, own.sessionId));
    return passage ? { id: own.id, passage } : null;
  });
  return found && (await ticketFor(found.passage, service, found.id));
}

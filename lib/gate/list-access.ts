import { asc, eq } from "drizzle-orm";
import { gateRoles, gateServices, gateSessions } from "#db/gate-schema.ts";
import { getDatabase } from "#lib/database.ts";

/**
 * Lists what an account may do and where it is let in.
 * @returns its roles, and a row for each of its browsers at a service, the oldest first
 */
export async function listAccess(accountId: string) {
  const db = getDatabase();
  const [roles, services] = await Promise.all([
    db
      .select({ name: gateRoles.role, createdAt: gateRoles.createdAt })
      .from(gateRoles)
      .where(eq(gateRoles.accountId, accountId))
      .orderBy(asc(gateRoles.createdAt), asc(gateRoles.role)),
    db
      .select({
        name: gateServices.name,
        sessionId: gateSessions.sessionId,
        createdAt: gateSessions.createdAt,
      })
      .from(gateSessions)
      .innerJoin(gateServices, eq(gateServices.id, gateSessions.serviceId))
      .where(eq(gateSessions.accountId, accountId))
      .orderBy(asc(gateSessions.createdAt), asc(gateSessions.id)),
  ]);
  return { roles, services };
}

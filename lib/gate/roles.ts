import { and, asc, eq, isNotNull, or, sql } from "drizzle-orm";
import type { Transaction } from "#db/client.ts";
import { gateRoles } from "#db/gate-schema.ts";
import { accounts } from "#db/schema.ts";
import { getDatabase } from "#lib/database.ts";
import { GateFault } from "./gate-fault.ts";
import { noteChange } from "./note-change.ts";
import { checkRole } from "./service-fields.ts";

/** Whoever has the id, or confirmed the address. */
const isMeant = (who: string) =>
  or(
    eq(accounts.id, who),
    and(sql`lower(${accounts.email}) = lower(${who})`, isNotNull(accounts.emailVerifiedAt)),
  );

/** Held, so that two who change the rights of one person take turns. */
const holdAccount = async (tx: Transaction, who: string) => {
  const [account] = await tx.select().from(accounts).where(isMeant(who)).for("update");
  if (!account) throw new GateFault("No account has that id, or that address confirmed.");
  return account.id;
};

/**
 * Gives a role to an account. Its tickets end, so that the next ones tell of it.
 * @param who the account's id, or its address where that is confirmed
 * @throws GateFault where there is no such account, or it has the role
 */
export async function grantRole(who: string, role: string): Promise<void> {
  await getDatabase().transaction(async (tx) => {
    const accountId = await holdAccount(tx, who);
    const row = { accountId, role: checkRole(role) };
    const added = await tx.insert(gateRoles).values(row).onConflictDoNothing().returning();
    if (added.length === 0) throw new GateFault(`The account has the role "${role}" already.`);
    await noteChange(tx, "gate-role-grant", role, accountId);
  });
}

/** Takes a role away; tickets that tell of it end. @throws GateFault, as `grantRole` */
export async function revokeRole(who: string, role: string): Promise<void> {
  await getDatabase().transaction(async (tx) => {
    const accountId = await holdAccount(tx, who);
    const own = and(eq(gateRoles.accountId, accountId), eq(gateRoles.role, role));
    const removed = await tx.delete(gateRoles).where(own).returning();
    if (removed.length === 0) throw new GateFault(`The account doesn't have the role "${role}".`);
    await noteChange(tx, "gate-role-revoke", role, accountId);
  });
}

/** Who has which role; of one account, where `who` names it. */
export async function listRoles(who?: string) {
  return await getDatabase()
    .select({ accountId: accounts.id, email: accounts.email, role: gateRoles.role })
    .from(gateRoles)
    .innerJoin(accounts, eq(accounts.id, gateRoles.accountId))
    .where(who === undefined ? undefined : isMeant(who))
    .orderBy(asc(gateRoles.role), asc(accounts.email));
}

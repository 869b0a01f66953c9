import type { accounts } from "#db/schema.ts";

/** An account as its owner may see it: the contract's `account`. */
export type Account = {
  id: string;
  email: string;
  emailVerified: boolean;
  name: string | null;
  createdAt: string;
};

/** Shows a row to its owner; the user handle and the rest stay here. */
export function toAccount(row: typeof accounts.$inferSelect): Account {
  return {
    id: row.id,
    email: row.email,
    emailVerified: row.emailVerifiedAt !== null,
    name: row.name,
    createdAt: row.createdAt.toISOString(),
  };
}

import type { PasskeyKind, passkeys } from "#db/schema.ts";
import { nameProvider } from "./name-provider.ts";

export type { PasskeyKind } from "#db/schema.ts";

/** A passkey as its owner may see it: the contract's `passkey`. */
export type Passkey = {
  id: string;
  name: string;
  /** The password manager or device maker, where the AAGUID names one. */
  provider: string | null;
  kind: PasskeyKind;
  /** Backup eligible (WebAuthn Level 3 §6.1.3): it can be on several devices. */
  synced: boolean;
  backedUp: boolean;
  transports: string[];
  createdAt: string;
  lastUsedAt: string | null;
  /** Browser and system of the last use, in words. */
  lastUsedFrom: string | null;
  /** Its counter went back, which a copy of it would do. */
  needsAttention: boolean;
  /** Whether this session was opened, or last stepped up, by it. */
  current: boolean;
};

/** Shows a row to its owner; key, counter and credential id stay here. */
export function toPasskey(
  row: typeof passkeys.$inferSelect,
  currentPasskeyId: string | null,
): Passkey {
  return {
    id: row.id,
    name: row.name,
    provider: nameProvider(row.aaguid),
    kind: row.kind,
    synced: row.backupEligible,
    backedUp: row.backedUp,
    transports: row.transports,
    createdAt: row.createdAt.toISOString(),
    lastUsedAt: row.lastUsedAt?.toISOString() ?? null,
    lastUsedFrom: row.lastUsedFrom,
    needsAttention: row.flaggedAt !== null,
    current: row.id === currentPasskeyId,
  };
}

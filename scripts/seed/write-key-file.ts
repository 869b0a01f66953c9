import { mkdirSync, renameSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import type { accounts, passkeys } from "#db/schema.ts";

type Account = typeof accounts.$inferInsert;
type Passkey = { row: typeof passkeys.$inferInsert; privateKey: Buffer };

/**
 * Writes the passkey to `demo-passkey.json` in the folder `dataDir`, for its owner's eyes alone, as
 * Chromium's `WebAuthn.addCredential` takes it: ids, handle and key (PKCS#8) are base64.
 * @returns the file's path
 */
export function writeKeyFile(
  dataDir: string,
  rpId: string,
  { userHandle, email, name }: Account,
  { row, privateKey }: Passkey,
): string {
  const credential = {
    credentialId: Buffer.from(row.credentialId, "base64url").toString("base64"),
    isResidentCredential: true,
    rpId,
    privateKey: privateKey.toString("base64"),
    userHandle: userHandle.toString("base64"),
    // No counter: it would go back whenever a test puts the file into a fresh authenticator.
    signCount: -1,
    backupEligibility: row.backupEligible,
    backupState: row.backedUp,
    userName: email,
    userDisplayName: name ?? email,
  };
  const file = join(dataDir, "demo-passkey.json");
  const draft = `${file}-${process.pid}`;
  mkdirSync(dataDir, { recursive: true });
  // Renamed into place: a mode is given to new files alone, and nobody reads half a file.
  writeFileSync(draft, `${JSON.stringify(credential, null, 2)}\n`, { mode: 0o600 });
  renameSync(draft, file);
  return file;
}

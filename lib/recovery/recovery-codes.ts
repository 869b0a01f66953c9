import { and, count, eq, isNull, min } from "drizzle-orm";
import { recoveryCodes } from "#db/recovery-schema.ts";
import { recordEvent } from "#lib/audit/event.ts";
import { getDatabase } from "#lib/database.ts";
import type { Caller } from "#lib/http/caller.ts";
import { wakeMail } from "#lib/mail/deliver-mail.ts";
import { notifyOwner } from "#lib/mail/notify-owner.ts";
import { nameBrowser } from "#lib/passkeys/describe-browser.ts";
import { hashToken } from "#lib/secrets.ts";
import type { SignedIn } from "#lib/sessions/read-session.ts";
import { newTypedCode, normaliseTypedCode } from "#lib/typed-code.ts";

const howMany = 10;

/** 16 signs of 5 bits each make 80. */
const newCode = () => newTypedCode(16);

/** What is stored of a code; 80 random bits can't be tried out. */
export function hashRecoveryCode(code: string): Buffer {
  return hashToken(`recovery ${normaliseTypedCode(code)}`);
}

/**
 * Makes a set of ten recovery codes, which replaces the one before, in one transaction with its
 * event and mail. The codes are stored as hashes alone: this is the one time that they are there.
 */
export async function makeRecoveryCodes(
  { account, session }: SignedIn,
  caller: Caller,
): Promise<string[]> {
  const codes = Array.from({ length: howMany }, newCode);
  await getDatabase().transaction(async (tx) => {
    await tx.delete(recoveryCodes).where(eq(recoveryCodes.accountId, account.id));
    const rows = codes.map((code) => ({ accountId: account.id, codeHash: hashRecoveryCode(code) }));
    await tx.insert(recoveryCodes).values(rows);
    const ids = { accountId: account.id, sessionId: session.id };
    await recordEvent(tx, { name: "codes-make", outcome: "done", ...ids }, caller);
    const browser = (await nameBrowser(caller)) ?? "";
    await notifyOwner(tx, account.id, "codes-made", { browser });
  });
  wakeMail();
  return codes;
}

/** How many of an account's codes are left, and when they were made; null where there are none. */
export async function countRecoveryCodes(
  accountId: string,
): Promise<{ left: number; madeAt: string } | null> {
  const [row] = await getDatabase()
    .select({ left: count(), madeAt: min(recoveryCodes.createdAt) })
    .from(recoveryCodes)
    .where(and(eq(recoveryCodes.accountId, accountId), isNull(recoveryCodes.usedAt)));
  return row?.madeAt ? { left: row.left, madeAt: row.madeAt.toISOString() } : null;
}

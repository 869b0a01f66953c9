import { randomBytes } from "node:crypto";
import { eq, sql } from "drizzle-orm";
import { accounts, sessions } from "#db/schema.ts";
import { brand } from "#lib/brand.ts";
import { getDatabase } from "#lib/database.ts";
import { HttpClient } from "./http-client.ts";
import { signUp } from "./run-ceremonies.ts";
import { type AuthenticatorOptions, SoftwareAuthenticator } from "./software-authenticator.ts";

export const origin = "http://localhost:3000";

/** What the session's cookie is called at that origin. */
export const sessionCookie = `${brand.cookiePrefix}-session`;

/** What a browser of these tests calls itself. */
export const userAgent =
  "Mozilla/5.0 (Macintosh; Intel Mac OS X 10_15_7) AppleWebKit/537.36 (KHTML, like Gecko) Chrome/156.0.0.0 Safari/537.36";

/** A browser that was never here. */
export const newBrowser = () => new HttpClient(origin, { "user-agent": userAgent });

/** An authenticator that holds nothing yet. */
export const newAuthenticator = (options: Partial<AuthenticatorOptions> = {}) =>
  new SoftwareAuthenticator({ origin, ...options });

/** An address that no other test uses. */
export const newEmail = () => `${randomBytes(6).toString("hex")}@example.com`;

/** Somebody who just signed up: their browser, their authenticator, and what they were answered. */
export async function newPerson(options: Partial<AuthenticatorOptions> = {}) {
  const browser = newBrowser();
  const authenticator = newAuthenticator(options);
  const { status, body } = await signUp(browser, authenticator, newEmail());
  if (status !== 201) throw new Error(`sign-up answered ${status}: ${JSON.stringify(body)}`);
  return { browser, authenticator, ...body };
}

/** Confirms the account's address, as its owner would by a mail. */
export async function confirmAddress(accountId: string): Promise<void> {
  await getDatabase()
    .update(accounts)
    .set({ emailVerifiedAt: sql`now()` })
    .where(eq(accounts.id, accountId));
}

/** Makes all of an account's sessions six minutes older: too old for what needs a step-up. */
export async function letStepUpLapse(accountId: string): Promise<void> {
  await getDatabase()
    .update(sessions)
    .set({ authenticatedAt: sql`now() - interval '6 minutes'` })
    .where(eq(sessions.accountId, accountId));
}

/** Suspends an account, as an operator would. */
export async function suspend(accountId: string): Promise<void> {
  await getDatabase()
    .update(accounts)
    .set({ suspendedAt: sql`now()` })
    .where(eq(accounts.id, accountId));
}

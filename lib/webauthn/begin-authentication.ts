import { generateAuthenticationOptions } from "@simplewebauthn/server";
import { and, eq, isNull } from "drizzle-orm";
import { passkeys, type Transport } from "#db/schema.ts";
import { getDatabase } from "#lib/database.ts";
import { getEnv } from "#lib/env.ts";
import type { SignedIn } from "#lib/sessions/read-session.ts";
import { sealCeremony } from "./ceremony.ts";
import { ceremonySeconds } from "./policy.ts";

type RequestOptions = Awaited<ReturnType<typeof generateAuthenticationOptions>>;
export type BegunAuthentication = { ceremony: string; options: RequestOptions };

/** Begins a sign-in by whatever passkey the person picks. It asks the database nothing. */
export async function beginSignIn(browser: string): Promise<BegunAuthentication> {
  const options = await requestOptions();
  const { challenge } = options;
  return { ceremony: await sealCeremony({ purpose: "sign-in", browser, challenge }), options };
}

/** Begins a step-up by one of the account's own passkeys. */
export async function beginStepUp(
  { account, session }: SignedIn,
  browser: string,
): Promise<BegunAuthentication> {
  const rows = await getDatabase()
    .select({ id: passkeys.credentialId, transports: passkeys.transports })
    .from(passkeys)
    .where(and(eq(passkeys.accountId, account.id), isNull(passkeys.revokedAt)));
  const options = await requestOptions(rows);
  const { challenge } = options;
  const owner = { session: session.id, account: account.id };
  return {
    ceremony: await sealCeremony({ purpose: "step-up", ...owner, browser, challenge }),
    options,
  };
}

const requestOptions = (allowCredentials?: { id: string; transports: Transport[] }[]) =>
  generateAuthenticationOptions({
    rpID: getEnv().rpId,
    timeout: ceremonySeconds * 1000,
    userVerification: "required",
    allowCredentials,
  });

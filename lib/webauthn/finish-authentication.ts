import { verifyAuthenticationResponse } from "@simplewebauthn/server";
import { eq } from "drizzle-orm";
import { accounts, passkeys } from "#db/schema.ts";
import { getDatabase } from "#lib/database.ts";
import { getEnv } from "#lib/env.ts";
import { isRefusal, type Reason, type Refusal, refuse } from "#lib/errors.ts";
import { log } from "#lib/telemetry/log.ts";
import { authenticatorDataFault, readAuthenticatorData } from "./authenticator-data.ts";
import { type Ceremony, type Holder, openCeremony } from "./ceremony.ts";
import { clientDataFault } from "./client-data.ts";
import type { AuthenticationResponse } from "./response-shapes.ts";
import { isWellFormed } from "./signature-form.ts";
import { spendStatement } from "./spend-challenge.ts";

export type AuthenticationCeremony = Extract<Ceremony, { purpose: "sign-in" | "step-up" }>;

type Owner = {
  account: typeof accounts.$inferSelect;
  passkey: typeof passkeys.$inferSelect;
};

/** A verified use of a passkey, with what the use changes about it. */
export type VerifiedUse = Owner & {
  counter: number;
  backedUp: boolean;
  /** A synced passkey's counter went back: it is let in all the same, and looked at. */
  suspicious: boolean;
};

/** A ceremony that was ours and is spent, with what its verification said. */
export type FinishedAuthentication = {
  ceremony: AuthenticationCeremony;
  owner: Owner | null;
  use: VerifiedUse | Refusal;
};

/**
 * Finishes a sign-in or step-up: opens the sealed ceremony, spends its challenge and finds the
 * passkey in one statement, verifies the response. Stores nothing but the spent challenge.
 * @returns a refusal when the ceremony isn't good; else the ceremony and what came of it
 */
export async function finishAuthentication(
  sealed: string,
  response: AuthenticationResponse,
  holder: Holder,
): Promise<FinishedAuthentication | Refusal> {
  const ceremony = await openCeremony(sealed, ["sign-in", "step-up"], holder);
  if (isRefusal(ceremony)) return ceremony;
  const db = getDatabase();
  const spent = db.$with("spent").as(spendStatement(db, ceremony.challenge));
  const [row] = await db
    .with(spent)
    .select({ account: accounts, passkey: passkeys })
    .from(spent)
    .leftJoin(passkeys, eq(passkeys.credentialId, response.id))
    .leftJoin(accounts, eq(accounts.id, passkeys.accountId));
  if (!row) return refuse("ceremony-spent");
  const { account, passkey } = row;
  if (!account || !passkey) {
    return { ceremony, owner: null, use: refuse("passkey-unknown") };
  }
  const owner = { account, passkey };
  return { ceremony, owner, use: await verify(ceremony, response, owner) };
}

const rejected = (reason: Reason) => refuse("sign-in-rejected", reason);

const verify = async (
  ceremony: AuthenticationCeremony,
  response: AuthenticationResponse,
  { account, passkey }: Owner,
): Promise<VerifiedUse | Refusal> => {
  if (passkey.revokedAt) return refuse("passkey-unknown", "revoked");
  const wrong = ownerFault(ceremony, response, { account, passkey });
  if (wrong) return rejected(wrong);
  const expected = { type: "webauthn.get", challenge: ceremony.challenge } as const;
  const unfit = clientDataFault(response.response.clientDataJSON, expected);
  if (unfit) return rejected(unfit);
  const data = readAuthenticatorData(response.response.authenticatorData);
  const flawed = authenticatorDataFault(data);
  if (flawed || !data) return rejected(flawed ?? "authenticator-data-unreadable");
  if (data.flags.be !== passkey.backupEligible) return rejected("backup-eligibility");
  if (!(await signatureIsGood(ceremony, response, passkey))) return rejected("signature");
  const suspicious = counterWentBack(passkey, data.counter);
  if (suspicious && !passkey.backupEligible) return rejected("counter");
  if (account.suspendedAt) return refuse("account-suspended");
  const { counter, flags } = data;
  return { account, passkey, counter, backedUp: flags.bs, suspicious };
};

/** WebAuthn Level 3 §7.2 steps 5 and 6: the passkey, and the handle it names, are the person's. */
const ownerFault = (
  ceremony: AuthenticationCeremony,
  response: AuthenticationResponse,
  { account, passkey }: Owner,
): Reason | null => {
  if (response.rawId !== response.id) return "credential-id-mismatch";
  const { userHandle } = response.response;
  if (ceremony.purpose === "step-up" && passkey.accountId !== ceremony.account) {
    return "another-account";
  }
  if (!userHandle) return ceremony.purpose === "step-up" ? null : "user-handle-missing";
  return userHandle === account.userHandle.toString("base64url") ? null : "user-handle";
};

/** WebAuthn Level 3 §6.1.1; authenticators without a counter always say 0. */
const counterWentBack = (passkey: Owner["passkey"], counter: number) =>
  (counter > 0 || passkey.counter > 0) && counter <= passkey.counter;

const signatureIsGood = async (
  ceremony: AuthenticationCeremony,
  response: AuthenticationResponse,
  passkey: Owner["passkey"],
): Promise<boolean> => {
  const { origins, relatedOrigins, rpId } = getEnv();
  const publicKey = new Uint8Array(passkey.publicKey);
  try {
    const { verified } = await verifyAuthenticationResponse({
      response,
      expectedChallenge: ceremony.challenge,
      expectedOrigin: [...origins, ...relatedOrigins],
      expectedRPID: rpId,
      requireUserVerification: true,
      // The library would judge the counter before the signature: ours is compared afterwards.
      credential: { id: passkey.credentialId, publicKey, counter: 0 },
    });
    return (
      verified && isWellFormed(Buffer.from(response.response.signature, "base64url"), publicKey)
    );
  } catch (error) {
    log.info({ err: error }, "an authentication did not verify");
    return false;
  }
};

import { randomBytes } from "node:crypto";
import { generateRegistrationOptions } from "@simplewebauthn/server";
import { and, eq, isNull } from "drizzle-orm";
import { accounts, passkeys, type Transport } from "#db/schema.ts";
import { getDatabase } from "#lib/database.ts";
import { getEnv } from "#lib/env.ts";
import { type Refusal, refuse } from "#lib/errors.ts";
import type { SignedIn } from "#lib/sessions/read-session.ts";
import { sealCeremony } from "./ceremony.ts";
import { algorithms, ceremonySeconds, type Hint, mostPasskeys } from "./policy.ts";

type CreationOptions = Awaited<ReturnType<typeof generateRegistrationOptions>>;
export type BegunRegistration = { ceremony: string; options: CreationOptions };

type Person = { userHandle: Buffer; email: string; name: string | null };
type ExcludedPasskey = { id: string; transports: Transport[] };

/** Begins a sign-up. Nothing is written: the account to be travels inside the sealed ceremony. */
export async function beginSignUp(
  person: { email: string; name: string | null },
  browser: string,
): Promise<BegunRegistration> {
  // WebAuthn Level 3 §14.6.1: 64 random bytes, so that the handle tells nothing about the person.
  const userHandle = randomBytes(64);
  const options = await creationOptions({ ...person, userHandle }, [], []);
  const pending = { ...person, userHandle: userHandle.toString("base64url") };
  return sealed({ purpose: "sign-up", pending, browser, challenge: options.challenge }, options);
}

/** Begins adding a passkey to the account that is signed in, or refuses when it has enough. */
export async function beginAddPasskey(
  { account, session }: SignedIn,
  hints: Hint[],
  browser: string,
): Promise<BegunRegistration | Refusal> {
  const rows = await getDatabase()
    .select({
      userHandle: accounts.userHandle,
      id: passkeys.credentialId,
      transports: passkeys.transports,
    })
    .from(accounts)
    .innerJoin(passkeys, and(eq(passkeys.accountId, accounts.id), isNull(passkeys.revokedAt)))
    .where(eq(accounts.id, account.id));
  const [first] = rows;
  if (!first) return refuse("signed-out");
  if (rows.length >= mostPasskeys) return refuse("passkey-limit");
  const options = await creationOptions({ ...account, userHandle: first.userHandle }, rows, hints);
  const owner = { session: session.id, account: account.id };
  return sealed(
    { purpose: "add-passkey", ...owner, browser, challenge: options.challenge },
    options,
  );
}

const sealed = async (ceremony: Parameters<typeof sealCeremony>[0], options: CreationOptions) => ({
  ceremony: await sealCeremony(ceremony),
  options,
});

/** `hints` are newer than `authenticatorAttachment`, so older browsers are told the same by it. */
const attachmentFor = (hints: Hint[]) => {
  const kinds = new Set(hints.map((hint) => (hint === "client-device" ? "platform" : "roaming")));
  if (kinds.size !== 1) return {};
  const attachment = kinds.has("platform") ? "platform" : "cross-platform";
  return { authenticatorAttachment: attachment } as const;
};

const creationOptions = async (
  person: Person,
  exclude: ExcludedPasskey[],
  hints: Hint[],
): Promise<CreationOptions> => {
  const { appName, rpId } = getEnv();
  const options = await generateRegistrationOptions({
    rpName: appName,
    rpID: rpId,
    userID: new Uint8Array(person.userHandle),
    userName: person.email,
    userDisplayName: person.name ?? person.email,
    timeout: ceremonySeconds * 1000,
    attestationType: "none",
    supportedAlgorithmIDs: algorithms,
    excludeCredentials: exclude,
    // A fresh object each time: the library writes into the one it is given.
    authenticatorSelection: {
      residentKey: "required",
      userVerification: "required",
      ...attachmentFor(hints),
    },
  });
  return { ...options, hints };
};

import type { AssertionLies, CreationLies } from "#e2e/support/authenticator-lies.ts";
import { newAuthenticator, newBrowser, newEmail, newPerson } from "#e2e/support/people.ts";
import {
  prepareAuthentication,
  prepareRegistration,
  verifyAuthentication,
  verifyRegistration,
} from "#e2e/support/run-ceremonies.ts";
import type { AuthenticatorOptions } from "#e2e/support/software-authenticator.ts";

type Options = Partial<AuthenticatorOptions>;

/** A sign-up that is ready to be verified, told with `lies`. */
export async function prepareSignUp(lies?: CreationLies, options?: Options) {
  const browser = newBrowser();
  const body = { email: newEmail() };
  const authenticator = newAuthenticator(options);
  return { browser, prepared: await prepareRegistration(browser, authenticator, body, lies) };
}

/** A sign-in of somebody who just signed up elsewhere, ready to be verified, told with `lies`. */
export async function prepareSignIn(lies?: AssertionLies, options?: Options) {
  const { authenticator } = await newPerson(options);
  const browser = newBrowser();
  return { browser, prepared: await prepareAuthentication(browser, authenticator, {}, lies) };
}

/** Both ceremonies, for tables that hold for either. */
export const kinds = [
  {
    kind: "registration",
    prepare: prepareSignUp,
    verify: verifyRegistration,
    rejected: "passkey-rejected",
  },
  {
    kind: "authentication",
    prepare: prepareSignIn,
    verify: verifyAuthentication,
    rejected: "sign-in-rejected",
  },
] as const;

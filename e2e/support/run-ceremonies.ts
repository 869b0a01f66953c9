import type {
  AuthenticationResponseJSON,
  PublicKeyCredentialCreationOptionsJSON,
  PublicKeyCredentialRequestOptionsJSON,
  RegistrationResponseJSON,
} from "@simplewebauthn/server";
import type { AssertionLies, CreationLies } from "./authenticator-lies.ts";
import type { HttpClient, Reply } from "./http-client.ts";
import type { SoftwareAuthenticator } from "./software-authenticator.ts";

/** What begins a ceremony: sealed by the server, and the options for the authenticator. */
export type Begun<Options> = { ceremony: string; options: Options };

/** What a finished ceremony answers, as far as tests read it; a refusal is a problem instead. */
export type Finished = {
  account: { id: string; email: string };
  passkey: { id: string; name: string };
};

const begin = async <Options>(client: HttpClient, path: string, body: object) => {
  const reply = await client.post<Begun<Options>>(path, body);
  if (reply.status === 200) return reply.body;
  throw new Error(`${path} answered ${reply.status}: ${JSON.stringify(reply.body)}`);
};

/** A verification that is ready to be sent. */
export type Prepared<Response> = { ceremony: string; response: Response };

/** Begins a registration and has the authenticator answer, without sending the verification. */
export async function prepareRegistration(
  client: HttpClient,
  authenticator: SoftwareAuthenticator,
  body: object,
  lies?: CreationLies,
): Promise<Prepared<RegistrationResponseJSON>> {
  const path = "/api/webauthn/registration/options";
  const begun = await begin<PublicKeyCredentialCreationOptionsJSON>(client, path, body);
  return { ceremony: begun.ceremony, response: await authenticator.create(begun.options, lies) };
}

/** Begins an authentication and has the authenticator answer, without sending the verification. */
export async function prepareAuthentication(
  client: HttpClient,
  authenticator: SoftwareAuthenticator,
  body: object,
  lies?: AssertionLies,
): Promise<Prepared<AuthenticationResponseJSON>> {
  const path = "/api/webauthn/authentication/options";
  const begun = await begin<PublicKeyCredentialRequestOptionsJSON>(client, path, body);
  return { ceremony: begun.ceremony, response: await authenticator.get(begun.options, lies) };
}

/** Sends the verification of a registration. */
export function verifyRegistration(client: HttpClient, prepared: unknown) {
  return client.post<Finished>("/api/webauthn/registration/verification", prepared);
}

/** Sends the verification of an authentication. */
export function verifyAuthentication(client: HttpClient, prepared: unknown) {
  return client.post<Finished>("/api/webauthn/authentication/verification", prepared);
}

/** Makes an account and its first passkey. @returns what the verification answered */
export async function signUp(
  client: HttpClient,
  authenticator: SoftwareAuthenticator,
  email: string,
  lies?: CreationLies,
): Promise<Reply<Finished>> {
  return verifyRegistration(
    client,
    await prepareRegistration(client, authenticator, { email }, lies),
  );
}

/** Adds a passkey to the account that is signed in. @returns what the verification answered */
export async function addPasskey(
  client: HttpClient,
  authenticator: SoftwareAuthenticator,
  lies?: CreationLies,
): Promise<Reply<Finished>> {
  return verifyRegistration(client, await prepareRegistration(client, authenticator, {}, lies));
}

/** Signs in with a passkey that the authenticator holds. @returns what the verification answered */
export async function signIn(
  client: HttpClient,
  authenticator: SoftwareAuthenticator,
  lies?: AssertionLies,
): Promise<Reply<Finished>> {
  return verifyAuthentication(client, await prepareAuthentication(client, authenticator, {}, lies));
}

/** Steps the session up with a passkey of its account. @returns what the verification answered */
export async function stepUp(
  client: HttpClient,
  authenticator: SoftwareAuthenticator,
  lies?: AssertionLies,
): Promise<Reply<Finished>> {
  const purpose = { purpose: "step-up" };
  return verifyAuthentication(
    client,
    await prepareAuthentication(client, authenticator, purpose, lies),
  );
}

import {
  generateAuthenticationOptions,
  generateRegistrationOptions,
  verifyAuthenticationResponse,
  verifyRegistrationResponse,
} from "@simplewebauthn/server";
import { describe, expect, test } from "vitest";
import type { AssertionLies, CreationLies } from "./authenticator-lies.ts";
import { type AuthenticatorOptions, SoftwareAuthenticator } from "./software-authenticator.ts";

const origin = "http://localhost:3000";
const rpID = "localhost";

const register = async (authenticator: SoftwareAuthenticator, lies: CreationLies = {}) => {
  const options = await generateRegistrationOptions({ rpName: "A", rpID, userName: "ada" });
  const response = await authenticator.create(options, lies);
  const expected = { expectedChallenge: options.challenge, expectedOrigin: origin };
  const { verified, registrationInfo } = await verifyRegistrationResponse({
    response,
    ...expected,
    expectedRPID: rpID,
    supportedAlgorithmIDs: [-7, -8, -257, -35],
  });
  if (!verified) throw new Error("not verified");
  return registrationInfo;
};

const signIn = async (
  authenticator: SoftwareAuthenticator,
  credential: Awaited<ReturnType<typeof register>>["credential"],
  lies: AssertionLies = {},
) => {
  const options = await generateAuthenticationOptions({ rpID });
  const response = await authenticator.get(options, lies);
  const expected = { expectedChallenge: options.challenge, expectedOrigin: origin };
  return verifyAuthenticationResponse({ response, ...expected, expectedRPID: rpID, credential });
};

const make = (options: Partial<AuthenticatorOptions> = {}) =>
  new SoftwareAuthenticator({ origin, ...options });

describe("an honest authenticator", () => {
  test.for(["ES256", "EdDSA", "RS256", "RS256-1024", "ES384"] as const)(
    "registers and signs in with %s",
    async (algorithm) => {
      const authenticator = make({ algorithm });
      const { credential } = await register(authenticator);
      const { verified } = await signIn(authenticator, credential);
      expect(verified).toBe(true);
    },
  );

  test("tells its model, its backup flags and its counter", async () => {
    const aaguid = "01020304-0506-0708-0102-030405060708";
    const synced = { backupEligible: true, backedUp: true };
    const authenticator = make({ aaguid, counter: 7, ...synced });
    const info = await register(authenticator);
    const { authenticationInfo } = await signIn(authenticator, info.credential);
    expect(info).toMatchObject({
      aaguid,
      credentialDeviceType: "multiDevice",
      credentialBackedUp: true,
      userVerified: true,
      credential: { counter: 7, transports: ["internal"] },
    });
    expect(authenticationInfo.newCounter).toBe(8);
  });

  test("makes no second credential where the first is excluded", async () => {
    const authenticator = make();
    const { credential } = await register(authenticator);
    const excluding = await generateRegistrationOptions({
      rpName: "A",
      rpID,
      userName: "ada",
      excludeCredentials: [{ id: credential.id }],
    });
    await expect(authenticator.create(excluding)).rejects.toThrow(
      expect.objectContaining({ name: "InvalidStateError" }),
    );
  });

  test("signs with an allowed credential, or not at all", async () => {
    const authenticator = make();
    const { credential: first } = await register(authenticator);
    await register(authenticator);
    const allow = (id: string) =>
      generateAuthenticationOptions({ rpID, allowCredentials: [{ id }] });
    const response = await authenticator.get(await allow(first.id));
    expect(response.id).toBe(first.id);
    await expect(authenticator.get(await allow("AAAA"))).rejects.toThrow(
      expect.objectContaining({ name: "NotAllowedError" }),
    );
  });

  test("attests itself in the packed format", async () => {
    expect(await register(make(), { attestation: "self" })).toMatchObject({ fmt: "packed" });
  });
});

describe("a registration that lies", () => {
  test.for<[string, CreationLies]>([
    ["type", { clientData: { type: "webauthn.get" } }],
    ["challenge", { clientData: { challenge: "AAAA" } }],
    ["origin", { clientData: { origin: "https://evil.example" } }],
    ["client data", { clientDataJSON: new Uint8Array([1]) }],
    ["user presence", { flags: { UP: false } }],
    ["user verification", { flags: { UV: false } }],
    ["backup", { flags: { BS: true } }],
    ["attested data", { flags: { AT: false } }],
    ["extension data", { flags: { ED: true } }],
    ["relying party", { rpId: "evil.example" }],
    ["relying party's hash", { rpIdHash: new Uint8Array(32) }],
    ["trailing bytes", { trailing: new Uint8Array(3) }],
    ["raw id", { rawId: "AAAA" }],
    ["algorithm", { cose: { 3: -8000 } }],
    ["missing algorithm", { cose: { 3: undefined } }],
    ["signature of the attestation", { attestation: "forged" }],
    ["statement with none", { attestation: "none-with-statement" }],
    ["format", { fmt: "unheard-of" }],
    ["attestation object", { attestationObject: new Uint8Array([0xa0]) }],
  ])("about its %s is refused", async ([, lies]) => {
    await expect(register(make(), lies)).rejects.toThrow();
  });

  test("about its credential id is the id told", async () => {
    const { credential } = await register(make(), { credentialId: new Uint8Array(3) });
    expect(credential.id).toBe("AAAA");
  });
});

describe("a sign-in that lies", () => {
  test.for<[string, AssertionLies]>([
    ["type", { clientData: { type: "webauthn.create" } }],
    ["challenge", { clientData: { challenge: "AAAA" } }],
    ["user verification", { flags: { UV: false } }],
    ["relying party", { rpId: "evil.example" }],
    ["counter", { counter: 1 }],
    ["authenticator data", { authenticatorData: new Uint8Array(12) }],
    ["id", { id: "AAAA", rawId: "BBBB" }],
  ])("about its %s is refused", async ([, lies]) => {
    const authenticator = make();
    const { credential } = await register(authenticator);
    const known = { ...credential, counter: 5 };
    await expect(signIn(authenticator, known, lies)).rejects.toThrow();
  });

  test("with another's signature, or another's key, is not verified", async () => {
    const authenticator = make();
    const { credential } = await register(authenticator);
    const other = make();
    await register(other);
    const [held] = other.credentials;
    const signature = held?.key.sign(new Uint8Array(8)) ?? new Uint8Array();
    const forged = await signIn(authenticator, credential, { signature });
    const mixed = held && { ...held, id: credential.id };
    const borrowed = await signIn(authenticator, credential, {
      ...(mixed && { credential: mixed }),
    });
    expect([forged.verified, borrowed.verified]).toEqual([false, false]);
  });

  test("about the user handle tells that one, or none", async () => {
    const authenticator = make();
    await register(authenticator);
    const options = await generateAuthenticationOptions({ rpID });
    const told = await authenticator.get(options, { userHandle: "AAAA" });
    const silent = await authenticator.get(options, { userHandle: null });
    expect(told.response.userHandle).toBe("AAAA");
    expect(silent.response).not.toHaveProperty("userHandle");
  });
});

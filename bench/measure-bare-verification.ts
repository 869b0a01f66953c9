import {
  generateAuthenticationOptions,
  generateRegistrationOptions,
  verifyAuthenticationResponse,
  verifyRegistrationResponse,
} from "@simplewebauthn/server";
import { SoftwareAuthenticator } from "#e2e/support/software-authenticator.ts";

const rounds = 3000;
const origin = "http://localhost";
const rpID = "localhost";

/** How many times a second this machine does `verifyAuthenticationResponse` alone, on one core. */
export async function measureBareVerification(): Promise<number> {
  const device = new SoftwareAuthenticator({ origin });
  const creation = await generateRegistrationOptions({ rpName: "Bench", rpID, userName: "bench" });
  const registered = await verifyRegistrationResponse({
    response: await device.create(creation),
    expectedChallenge: creation.challenge,
    expectedOrigin: origin,
    expectedRPID: rpID,
  });
  if (!registered.verified) throw new Error("the registration did not verify");
  const { credential } = registered.registrationInfo;
  const options = await generateAuthenticationOptions({ rpID });
  const response = await device.get(options);
  const verify = () =>
    verifyAuthenticationResponse({
      response,
      expectedChallenge: options.challenge,
      expectedOrigin: origin,
      expectedRPID: rpID,
      credential,
    });
  for (let round = 0; round < rounds / 10; round += 1) await verify();
  const start = performance.now();
  for (let round = 0; round < rounds; round += 1) await verify();
  return Math.round((rounds * 1000) / (performance.now() - start));
}

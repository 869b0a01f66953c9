import { afterEach, beforeEach, expect, test, vi } from "vitest";
import { verifyRegistration } from "#e2e/support/run-ceremonies.ts";
import { finishing, registrationResponse } from "#lib/webauthn/response-shapes.ts";
import { arbitraryChange } from "./arbitrary-bodies.ts";
import { holdAgainst } from "./hold-against.ts";
import { prepareSignUp } from "./kinds.ts";

// One ceremony serves all inputs, so its two minutes must not run out.
beforeEach(() => void vi.useFakeTimers({ toFake: ["Date"] }));
afterEach(() => void vi.useRealTimers());

const paths = ["ceremony", "response", "response.type", "response.response"];
const binary = ["id", "rawId", "response.clientDataJSON", "response.attestationObject"];

test("no changed registration makes an account, a session or a fault", async () => {
  // Self attestation signs all of it; without one, the model and the counter are anybody's word.
  const { browser, prepared } = await prepareSignUp({ attestation: "self", transports: [] });
  const reasons = await holdAgainst(
    {
      browser,
      prepared,
      verify: verifyRegistration,
      shape: finishing(registrationResponse),
    },
    arbitraryChange(
      paths,
      binary.map((name) => `response.${name}`),
    ),
    3500,
  );
  expect([...reasons]).toEqual(
    expect.arrayContaining(["attestation", "challenge", "credential-id-mismatch", "rp-id"]),
  );
}, 120_000);

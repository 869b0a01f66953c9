import { afterEach, beforeEach, expect, test, vi } from "vitest";
import { verifyAuthentication } from "#e2e/support/run-ceremonies.ts";
import { authenticationResponse, finishing } from "#lib/webauthn/response-shapes.ts";
import { arbitraryChange } from "./arbitrary-bodies.ts";
import { holdAgainst } from "./hold-against.ts";
import { prepareSignIn } from "./kinds.ts";

// One ceremony serves all inputs, so its two minutes must not run out.
beforeEach(() => void vi.useFakeTimers({ toFake: ["Date"] }));
afterEach(() => void vi.useRealTimers());

const paths = ["ceremony", "response", "response.type", "response.response"];
const binary = [
  "id",
  "rawId",
  "response.clientDataJSON",
  "response.authenticatorData",
  "response.signature",
  "response.userHandle",
];

test("no changed authentication opens a session, changes a row or makes a fault", async () => {
  const { browser, prepared } = await prepareSignIn();
  const reasons = await holdAgainst(
    {
      browser,
      prepared,
      verify: verifyAuthentication,
      shape: finishing(authenticationResponse),
    },
    arbitraryChange(
      paths,
      binary.map((name) => `response.${name}`),
    ),
    3500,
  );
  expect([...reasons]).toEqual(
    expect.arrayContaining(["challenge", "passkey-unknown", "rp-id", "signature", "user-handle"]),
  );
}, 120_000);

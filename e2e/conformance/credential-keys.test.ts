import { expect, test } from "vitest";
import { expectRefusal } from "#e2e/support/expect-refusal.ts";
import { verifyRegistration } from "#e2e/support/run-ceremonies.ts";
import type { AuthenticatorOptions } from "#e2e/support/software-authenticator.ts";
import { prepareSignUp } from "./kinds.ts";

type Algorithm = NonNullable<AuthenticatorOptions["algorithm"]>;

const zeros = (count: number) => new Uint8Array(count);

/** COSE keys (RFC 9053 §7): labels set over an honest key of the algorithm; 1 kty, 3 alg, -1 crv. */
const keys: [Algorithm, told: string, cose: Record<number, unknown>, reason: string][] = [
  ["ES256", "no type", { 1: undefined }, "public-key"],
  ["ES256", "a type that nobody knows", { 1: 99 }, "public-key"],
  ["ES256", "a type of symmetric keys", { 1: 4 }, "public-key"],
  ["ES256", "a type that is text", { 1: "EC2" }, "public-key"],
  ["ES256", "the type of Ed25519", { 1: 1 }, "public-key"],
  ["ES256", "the type of RSA", { 1: 3 }, "public-key"],
  ["ES256", "an algorithm that is text", { 3: "ES256" }, "algorithm"],
  ["ES256", "an algorithm of nought", { 3: 0 }, "algorithm"],
  ["ES256", "ES384", { 3: -35 }, "algorithm"],
  ["ES256", "ES512", { 3: -36 }, "algorithm"],
  ["ES256", "ES256K", { 3: -47 }, "algorithm"],
  ["ES256", "ML-DSA-44", { 3: -48 }, "algorithm"],
  ["ES256", "Ed448", { 3: -53 }, "algorithm"],
  ["ES256", "the algorithm of Ed25519", { 3: -8 }, "public-key"],
  ["ES256", "the algorithm of RSA", { 3: -257 }, "public-key"],
  ["ES256", "no curve", { [-1]: undefined }, "public-key"],
  ["ES256", "the curve secp256k1", { [-1]: 8 }, "public-key"],
  ["ES256", "a curve that is text", { [-1]: "P-256" }, "public-key"],
  ["ES256", "no x", { [-2]: undefined }, "public-key"],
  ["ES256", "no y", { [-3]: undefined }, "public-key"],
  ["ES256", "an x that is text", { [-2]: "x" }, "public-key"],
  ["ES256", "an empty x", { [-2]: zeros(0) }, "public-key"],
  ["ES256", "an x too long", { [-2]: zeros(33) }, "public-key"],
  ["ES256", "a compressed point", { [-3]: true }, "public-key"],
  ["ES256", "a point of noughts", { [-2]: zeros(32), [-3]: zeros(32) }, "public-key"],
  ["EdDSA", "the type of elliptic curves", { 1: 2 }, "public-key"],
  ["EdDSA", "the algorithm ES256", { 3: -7 }, "public-key"],
  ["EdDSA", "the curve X25519", { [-1]: 4 }, "public-key"],
  ["EdDSA", "no curve", { [-1]: undefined }, "public-key"],
  ["EdDSA", "no x", { [-2]: undefined }, "public-key"],
  ["EdDSA", "an x one byte short", { [-2]: zeros(31) }, "public-key"],
  ["EdDSA", "an x one byte too long", { [-2]: zeros(33) }, "public-key"],
  ["RS256", "RS1", { 3: -65535 }, "algorithm"],
  ["RS256", "RS384", { 3: -258 }, "algorithm"],
  ["RS256", "PS256", { 3: -37 }, "algorithm"],
  ["RS256", "no modulus", { [-1]: undefined }, "public-key"],
  ["RS256", "an empty modulus", { [-1]: zeros(0) }, "public-key"],
  ["RS256", "a modulus of 1,016 bits", { [-1]: zeros(127).fill(0xff) }, "public-key"],
  ["RS256", "a modulus of 16,384 bits", { [-1]: zeros(2048).fill(0xff) }, "public-key"],
  ["RS256", "no exponent", { [-2]: undefined }, "public-key"],
  ["RS256", "an exponent that is a number", { [-2]: 65537 }, "public-key"],
];

test.each(keys)("%s with %s is refused", async (algorithm, _, cose, reason) => {
  const { browser, prepared } = await prepareSignUp({ cose }, { algorithm });
  await expectRefusal(() => verifyRegistration(browser, prepared), "passkey-rejected", reason);
});

test("labels that nobody knows are passed over", async () => {
  const { browser, prepared } = await prepareSignUp({ cose: { [-70001]: "more" } });
  expect((await verifyRegistration(browser, prepared)).status).toBe(201);
});

import { exportJWK, exportSPKI, generateKeyPair, importJWK } from "jose";
import { listPublicKeys } from "#lib/gate/gate-keys.ts";
import { claimsFor, inSeconds, sign, signNot } from "../support/tickets.ts";

/** The service that tickets are forged for, and where a forger could serve a key. */
type About = { service: { name: string }; place: { upstream: number } };

type Forge = (about: About) => Promise<string[]>;

const withClaims =
  (changes: () => Parameters<typeof claimsFor>[1]): Forge =>
  async ({ service }) => [await sign(claimsFor(service.name, changes()))];

const ownKey = () => generateKeyPair("ES256", { extractable: true });

/** The gate's public key as somebody would get it who takes it for a shared secret. */
const publicPem = async () => {
  const [jwk] = (await listPublicKeys()).keys;
  const key = await importJWK(jwk ?? {}, "ES256", { extractable: true });
  return new TextEncoder().encode(await exportSPKI(key as CryptoKey));
};

/** Changes one bit in the middle of a part: the last character has bits that carry nothing. */
const flip = (ticket: string, part: number) => {
  const parts = ticket.split(".").map((one) => Buffer.from(one, "base64url"));
  const bytes = parts[part] ?? Buffer.of();
  const middle = bytes.length >> 1;
  bytes.writeUInt8(bytes.readUInt8(middle) ^ 1, middle);
  return parts.map((one) => one.toString("base64url")).join(".");
};

const flipped =
  (part: number): Forge =>
  async ({ service }) => [flip(await sign(claimsFor(service.name)), part)];

/** Tickets that nobody may take for good, several where they come together. */
export const forgeries: Record<string, Forge> = {
  "a ticket that has expired": withClaims(() => ({ exp: inSeconds(-1), iat: inSeconds(-300) })),
  "a ticket that is not good yet": withClaims(() => ({ nbf: inSeconds(60) })),
  "a ticket without an end": withClaims(() => ({ exp: undefined })),
  "a ticket for another service": withClaims(() => ({ aud: "another" })),
  "a ticket for a list of services": async ({ service }) => [
    await sign(claimsFor(service.name, { aud: [service.name, "another"] })),
  ],
  "a ticket of another issuer": withClaims(() => ({ iss: "https://evil.example" })),
  "a ticket that says that nobody signed it": async ({ service }) => [
    signNot(claimsFor(service.name)),
  ],
  "a ticket signed with the public key as a secret": async ({ service }) => [
    await sign(claimsFor(service.name), { alg: "HS256" }, await publicPem()),
  ],
  "a ticket of an unknown key": async ({ service }) => [
    await sign(claimsFor(service.name), { kid: "unknown" }),
  ],
  "a ticket of somebody else's key under the gate's id": async ({ service }) => [
    await sign(claimsFor(service.name), {}, (await ownKey()).privateKey),
  ],
  "a ticket that brings its own key (jwk)": async ({ service }) => {
    const { publicKey, privateKey } = await ownKey();
    const jwk = await exportJWK(publicKey);
    return [await sign(claimsFor(service.name), { jwk }, privateKey)];
  },
  "a ticket that says where its key is (jku)": async ({ service, place }) => {
    const jku = `http://127.0.0.1:${place.upstream}/jwks.json`;
    return [await sign(claimsFor(service.name), { jku }, (await ownKey()).privateKey)];
  },
  "a bit changed in the header": flipped(0),
  "a bit changed in the claims": flipped(1),
  "a bit changed in the signature": flipped(2),
  "two tickets": async ({ service }) => [
    await sign(claimsFor(service.name)),
    await sign(claimsFor(service.name)),
  ],
  "a good ticket behind a bad one": async ({ service }) => [
    "x.y.z",
    await sign(claimsFor(service.name)),
  ],
  "a text that is no ticket": async () => ["garbage"],
  "an empty ticket": async () => [""],
};

import { exportJWK, exportSPKI, generateKeyPair, importJWK } from "jose";
import { expect } from "vitest";
import { listPublicKeys } from "#lib/gate/gate-keys.ts";
import { withQuery } from "#lib/gate/return-address.ts";
import { claimsFor, cookieOf, inSeconds, sign, signNot } from "../support/tickets.ts";
import { type Case, expectRefused, type World } from "../support/world.ts";

type Forge = (world: World) => Promise<string[]>;

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

const forgeries: Record<string, Forge> = {
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

const refusals = Object.entries(forgeries).map(
  ([name, forge]): Case => ({
    name: `refused: ${name}`,
    run: async (world) => {
      const seen = await world.send("/", { headers: [cookieOf(...(await forge(world)))] });
      expectRefused(seen, 401);
    },
  }),
);

/** Who comes with which ticket. */
export const ticketCases: Case[] = [
  {
    name: "a person without a ticket is sent to sign in, and back to the very address",
    run: async ({ send, service, site }) => {
      const target = "/some/page?a=1&b=%20x";
      const seen = await send(target, { headers: [["Accept", "text/html,*/*"]] });
      expectRefused(seen, 302);
      expect(seen.headers.get("location")).toBe(
        site.origin + withQuery("/gate/authorize", { return_to: service.origin + target }),
      );
    },
  },
  {
    name: "a script without a ticket is told where to sign in",
    run: async ({ send }) => {
      const seen = await send("/api/things", { headers: [["Accept", "application/json"]] });
      expectRefused(seen, 401);
      expect(seen.headers.get("www-authenticate")).toMatch(
        /^Latchkey realm="[\w-]+", sign_in=".+"$/,
      );
      expect(seen.headers.get("content-type")).toMatch(/^application\/problem\+json/);
      expect(JSON.parse(seen.body)).toMatchObject({
        code: "signed-out",
        status: 401,
        signIn: expect.stringContaining("/gate/authorize?return_to="),
      });
    },
  },
  {
    name: "a good ticket passes, and the service is told who it is, each thing once",
    run: async ({ send, service }) => {
      const claims = claimsFor(service.name, { roles: "reader writer" });
      const seen = await send("/some/page?x=1", { headers: [cookieOf(await sign(claims))] });
      expect(seen.status).toBe(200);
      expect(seen.body).toContain("Served GET");
      const [arrival, second] = seen.arrivals;
      expect(second).toBeUndefined();
      expect(arrival?.url).toBe("/some/page?x=1");
      const told = (name: string) => arrival?.valuesOf(name);
      expect(told("X-Auth-Subject")).toEqual([claims.sub]);
      expect(told("X-Auth-Device")).toEqual([claims.did]);
      expect(told("X-Auth-Roles")).toEqual(["reader writer"]);
      expect(told("X-Auth-Time")).toEqual([String(claims.auth_time)]);
      expect(told("X-Auth-Email")?.join("")).toBe("");
    },
  },
  ...refusals,
];

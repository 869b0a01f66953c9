import { createHash } from "node:crypto";
import { isoCBOR } from "@simplewebauthn/server/helpers";
import { type CreationLies, flagBits, type Lies } from "./authenticator-lies.ts";

type Encodable = Parameters<typeof isoCBOR.encode>[0];

/** Hashes by SHA-256. */
export function sha256(data: Uint8Array | string): Uint8Array {
  return new Uint8Array(createHash("sha256").update(data).digest());
}

/** Encodes as CBOR; lies may hold what CBOR can't, which then throws. */
export function encodeCbor(value: unknown): Uint8Array {
  return isoCBOR.encode(value as Encodable);
}

/** The client data that a browser writes (WebAuthn Level 3 §5.8.1), as bytes. */
export function clientDataJson(
  type: "webauthn.create" | "webauthn.get",
  challenge: string,
  origin: string,
  lies: Lies,
): Uint8Array {
  const data = { type, challenge, origin, crossOrigin: false, ...lies.clientData };
  return lies.clientDataJSON ?? new TextEncoder().encode(JSON.stringify(data));
}

/** What the data says of the authenticator; `attested` is there at registration alone. */
type Content = {
  rpId: string;
  flags: Record<"BE" | "BS", boolean>;
  counter: number;
  attested?: Uint8Array;
};

/** Authenticator data (WebAuthn Level 3 §6.1), as bytes. */
export function authenticatorData(content: Content, lies: Lies): Uint8Array {
  const honest = { UP: true, UV: true, AT: content.attested !== undefined, ...content.flags };
  const flags = Object.entries({ ...honest, ...lies.flags })
    .filter(([, set]) => set)
    .reduce((sum, [flag]) => sum | flagBits[flag as keyof typeof flagBits], 0);
  const fixed = Buffer.alloc(5);
  fixed.writeUInt8(flags, 0);
  fixed.writeUInt32BE(lies.counter ?? content.counter, 1);
  const hash = lies.rpIdHash ?? sha256(lies.rpId ?? content.rpId);
  const rest = [content.attested ?? new Uint8Array(), lies.trailing ?? new Uint8Array()];
  return lies.authenticatorData ?? new Uint8Array(Buffer.concat([hash, fixed, ...rest]));
}

/** Attested credential data (WebAuthn Level 3 §6.5.2), as bytes. */
export function attestedData(
  aaguid: string,
  id: Uint8Array,
  cose: Map<number, unknown>,
  lies: CreationLies,
): Uint8Array {
  const length = Buffer.alloc(2);
  length.writeUInt16BE(id.length);
  const told = new Map(cose);
  for (const [label, value] of Object.entries(lies.cose ?? {})) {
    if (value === undefined) told.delete(Number(label));
    else told.set(Number(label), value);
  }
  const model = Buffer.from(aaguid.replaceAll("-", ""), "hex");
  return new Uint8Array(Buffer.concat([model, length, id, encodeCbor(told)]));
}

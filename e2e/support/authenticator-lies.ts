import type { StoredCredential } from "./authenticator-keys.ts";

/** The flags of authenticator data, by their bit (WebAuthn Level 3 §6.1). */
export const flagBits = {
  UP: 0x01,
  RFU1: 0x02,
  UV: 0x04,
  BE: 0x08,
  BS: 0x10,
  RFU2: 0x20,
  AT: 0x40,
  ED: 0x80,
};

type Flag = keyof typeof flagBits;

/** What is told otherwise than an honest authenticator and browser would; all of it optional. */
export type Lies = {
  /** Members of the client data to set; `undefined` leaves a member out. */
  clientData?: Record<string, unknown>;
  /** Client data as bytes, whatever they are. */
  clientDataJSON?: Uint8Array;
  flags?: Partial<Record<Flag, boolean>>;
  rpId?: string;
  rpIdHash?: Uint8Array;
  counter?: number;
  /** Bytes after the last member of the authenticator data. */
  trailing?: Uint8Array;
  /** Authenticator data as bytes, whatever they are; the signature covers them. */
  authenticatorData?: Uint8Array;
  /** The response's ids, where they differ from the one inside (any text). */
  id?: string;
  rawId?: string;
  authenticatorAttachment?: string;
  clientExtensionResults?: Record<string, unknown>;
};

/** What a registration can lie about beside. */
export type CreationLies = Lies & {
  /** Makes a credential although the options exclude one that is held. */
  ignoreExclusion?: boolean;
  credentialId?: Uint8Array;
  /** Labels of the public COSE key to set; `undefined` leaves a label out. */
  cose?: Record<number, unknown>;
  transports?: unknown;
  /** `self` is packed without a certificate, `forged` the same with a wrong signature. */
  attestation?: "none" | "none-with-statement" | "self" | "forged";
  fmt?: string;
  /** The attestation object as bytes, whatever they are. */
  attestationObject?: Uint8Array;
};

/** What an authentication can lie about beside. */
export type AssertionLies = Lies & {
  /** Signs with this credential, whatever the options allow. */
  credential?: StoredCredential;
  signature?: Uint8Array;
  /** `null` leaves it out. */
  userHandle?: string | null;
};

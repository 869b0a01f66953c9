import type { CDPSession, Page } from "playwright/test";

/** What the authenticator is like; by default a device's own, with a screen lock that opens. */
export type VirtualOptions = {
  /** Chromium lets a page have one `internal`, and others beside it. */
  transport?: "internal" | "usb" | "hybrid";
  userVerified?: boolean;
  /** Whether it answers by itself; without, it waits for a person who never comes. */
  present?: boolean;
  backupEligible?: boolean;
  backedUp?: boolean;
};

/** A signal of the page, or a use, that changed or touched what the authenticator holds. */
export type PasskeyEvent = { kind: "added" | "asserted" | "updated" | "deleted"; id: string };

const read = async (cdp: CDPSession, authenticatorId: string) =>
  (await cdp.send("WebAuthn.getCredentials", { authenticatorId })).credentials;

/** As Chromium tells it: ids, handles and keys are base64. */
export type HeldPasskey = Awaited<ReturnType<typeof read>>[number];

/** One of Chromium's virtual authenticators; it belongs to its page and survives navigation. */
export class VirtualAuthenticator {
  /** In the order in which they came. */
  readonly events: PasskeyEvent[] = [];
  readonly options: VirtualOptions;
  readonly #cdp: CDPSession;
  readonly #id: string;

  private constructor(cdp: CDPSession, authenticatorId: string, options: VirtualOptions) {
    this.#cdp = cdp;
    this.#id = authenticatorId;
    this.options = options;
    const note = (kind: PasskeyEvent["kind"], of: string, id: string) => {
      if (of === authenticatorId) this.events.push({ kind, id });
    };
    cdp.on("WebAuthn.credentialAdded", (event) =>
      note("added", event.authenticatorId, event.credential.credentialId),
    );
    cdp.on("WebAuthn.credentialAsserted", (event) =>
      note("asserted", event.authenticatorId, event.credential.credentialId),
    );
    cdp.on("WebAuthn.credentialUpdated", (event) =>
      note("updated", event.authenticatorId, event.credential.credentialId),
    );
    cdp.on("WebAuthn.credentialDeleted", (event) =>
      note("deleted", event.authenticatorId, event.credentialId),
    );
  }

  /** Puts an authenticator into a page whose WebAuthn domain is enabled on `cdp`. */
  static async add(cdp: CDPSession, options: VirtualOptions): Promise<VirtualAuthenticator> {
    const { authenticatorId } = await cdp.send("WebAuthn.addVirtualAuthenticator", {
      options: {
        protocol: "ctap2",
        ctap2Version: "ctap2_1",
        transport: options.transport ?? "internal",
        hasResidentKey: true,
        hasUserVerification: true,
        isUserVerified: options.userVerified ?? true,
        automaticPresenceSimulation: options.present ?? true,
        defaultBackupEligibility: options.backupEligible ?? false,
        defaultBackupState: options.backedUp ?? false,
      },
    });
    return new VirtualAuthenticator(cdp, authenticatorId, options);
  }

  /** Lists what it holds. It makes three at most; more can be put. */
  passkeys(): Promise<HeldPasskey[]> {
    return read(this.#cdp, this.#id);
  }

  async putPasskey(credential: HeldPasskey): Promise<void> {
    await this.#cdp.send("WebAuthn.addCredential", { authenticatorId: this.#id, credential });
  }

  async removePasskey(credentialId: string): Promise<void> {
    await this.#cdp.send("WebAuthn.removeCredential", { authenticatorId: this.#id, credentialId });
  }

  /** Sets the backup flags or the counter (`signCount`; -1 for none) of one passkey. */
  async changePasskey(
    credentialId: string,
    properties: { backupEligibility?: boolean; backupState?: boolean; signCount?: number },
  ): Promise<void> {
    const which = { authenticatorId: this.#id, credentialId };
    await this.#cdp.send("WebAuthn.setCredentialProperties", { ...which, ...properties });
  }

  /** Whether the screen lock, fingerprint or PIN succeeds from now on. */
  async setUserVerified(isUserVerified: boolean): Promise<void> {
    const change = { authenticatorId: this.#id, isUserVerified };
    await this.#cdp.send("WebAuthn.setUserVerified", change);
  }

  /** Whether a person touches it at once, or never, from now on. */
  async setPresent(enabled: boolean): Promise<void> {
    const change = { authenticatorId: this.#id, enabled };
    await this.#cdp.send("WebAuthn.setAutomaticPresenceSimulation", change);
  }

  /** What is wrong with every answer from now on; `{}` mends it. */
  async setFaults(faults: {
    isBogusSignature?: boolean;
    isBadUV?: boolean;
    isBadUP?: boolean;
  }): Promise<void> {
    const change = { authenticatorId: this.#id, ...faults };
    await this.#cdp.send("WebAuthn.setResponseOverrideBits", change);
  }

  async remove(): Promise<void> {
    await this.#cdp.send("WebAuthn.removeVirtualAuthenticator", { authenticatorId: this.#id });
  }
}

/** The authenticators of every page of one test. */
export class Authenticators {
  readonly #pages = new Map<Page, CDPSession>();

  /** Gives the page an authenticator. */
  async add(page: Page, options: VirtualOptions = {}): Promise<VirtualAuthenticator> {
    return VirtualAuthenticator.add(await this.#enable(page), options);
  }

  /** Takes an authenticator out of its page and puts its like, with all it holds, into another. */
  async move(from: VirtualAuthenticator, page: Page): Promise<VirtualAuthenticator> {
    const held = await from.passkeys();
    await from.remove();
    const moved = await this.add(page, from.options);
    for (const passkey of held) await moved.putPasskey(passkey);
    return moved;
  }

  /** Takes the authenticators out of the pages that are still open. */
  async removeAll(): Promise<void> {
    for (const [page, cdp] of this.#pages) {
      if (!page.isClosed()) await cdp.detach();
    }
    this.#pages.clear();
  }

  async #enable(page: Page): Promise<CDPSession> {
    const known = this.#pages.get(page);
    if (known) return known;
    const cdp = await page.context().newCDPSession(page);
    await cdp.send("WebAuthn.enable", { enableUI: false });
    this.#pages.set(page, cdp);
    return cdp;
  }
}

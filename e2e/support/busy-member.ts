import { createHash } from "node:crypto";
import type { Reply, Transport } from "./http-client.ts";
import { newEmail } from "./people.ts";
import {
  type Finished,
  prepareAuthentication,
  prepareRegistration,
  verifyAuthentication,
  verifyRegistration,
} from "./run-ceremonies.ts";
import { newVisitor, type Visitor } from "./visitor.ts";

/** A change that a client was told of: by the request's id, and what it changed. */
export type Told = {
  what: "sign-up" | "sign-in" | "passkey-add" | "passkey-revoke";
  requestId: string;
  passkeyId: string;
  /** Hash of the challenge that was spent for it; null where there was none. */
  challenge: Buffer | null;
};

type Prepared = { response: { response: { clientDataJSON: string } } };

const challengeOf = ({ response }: Prepared) => {
  const clientData = Buffer.from(response.response.clientDataJSON, "base64url").toString();
  return createHash("sha256").update(JSON.parse(clientData).challenge).digest();
};

/**
 * Somebody who signs up, signs in, adds a passkey and revokes it, again and again, and remembers what
 * they were told.
 */
export class BusyMember {
  readonly told: Told[] = [];
  /** Whether the browser's session must be alive: nothing since then ended unclearly. */
  signedIn = false;
  readonly #transport: Transport | undefined;
  #visitor: Visitor | undefined;

  constructor(transport?: Transport) {
    this.#transport = transport;
  }

  /**
   * Signs up at `origin`, and then signs in, adds and revokes three times.
   * @throws where a request fails, or is answered with anything but success
   */
  async live(origin: string): Promise<void> {
    const { browser, authenticator } = newVisitor(origin, this.#transport);
    this.signedIn = false;
    const joining = await prepareRegistration(browser, authenticator, { email: newEmail() });
    this.#note("sign-up", await verifyRegistration(browser, joining), challengeOf(joining));
    this.#visitor = { browser, authenticator };
    for (let round = 0; round < 3; round += 1) {
      this.signedIn = false;
      const entering = await prepareAuthentication(browser, authenticator, {});
      this.#note("sign-in", await verifyAuthentication(browser, entering), challengeOf(entering));
      this.signedIn = true;
      const other = newVisitor(origin).authenticator;
      const adding = await prepareRegistration(browser, other, {});
      const added = await verifyRegistration(browser, adding);
      this.#note("passkey-add", added, challengeOf(adding));
      const { passkey } = added.body;
      const { status, headers } = await browser.delete(`/api/passkeys/${passkey.id}`);
      this.#note("passkey-revoke", { status, headers, body: { passkey } }, null);
    }
  }

  #note(
    what: Told["what"],
    { status, headers, body }: Reply<Pick<Finished, "passkey">>,
    challenge: Buffer | null,
  ) {
    if (status >= 300) throw new Error(`${what} was answered ${status}`);
    const requestId = headers.get("x-request-id") ?? "";
    this.told.push({ what, requestId, passkeyId: body.passkey.id, challenge });
  }

  /** What the browser that last signed in gets for its account at `origin`; null where it need not. */
  async visit(origin: string): Promise<number | null> {
    if (!this.signedIn || !this.#visitor) return null;
    const { cookies } = this.#visitor.browser;
    const { browser } = newVisitor(origin);
    for (const [name, value] of cookies) browser.cookies.set(name, value);
    return (await browser.get("/api/account")).status;
  }
}
